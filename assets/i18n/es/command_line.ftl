## En la línea de comandos

doctor-version = Keydesk { $version }
doctor-service-running = Servicio de tarjetas inteligentes: en marcha
doctor-service-stopped = Servicio de tarjetas inteligentes: no está en marcha. Inícielo: sudo systemctl start pcscd
doctor-service-forbidden = Servicio de tarjetas inteligentes: no admite a este usuario
doctor-readers-none = Lectores: ninguno
doctor-reader-card = Lector: { $name } (tiene una tarjeta encima)
doctor-reader-empty = Lector: { $name }
doctor-folder = Carpeta: { $path }
doctor-database-none = Base de datos: aún no hay ninguna
doctor-database-sound = Base de datos: en buen estado, { $bytes } bytes
doctor-database-damaged = Base de datos: dañada. { $says }
doctor-database-trouble = Base de datos: { $says }
doctor-chain-holds = Auditor del sistema: { $count } entradas, todas íntegras
doctor-chain-broken = Auditor del sistema: la entrada { $number } se ha modificado o falta
doctor-clock-behind = Reloj: marca { $now }, pero Keydesk ya se usó el { $last }. Póngalo en hora antes de escribir llaves
doctor-clock-ahead = Reloj: marca { $now }, y Keydesk se usó por última vez el { $last }. Si es así, un administrador lo confirma en la página de inicio
doctor-free = Espacio libre: { $bytes } bytes
doctor-free-unknown = Espacio libre: desconocido
doctor-test-passed = Prueba de escritura: superada. La tarjeta vuelve a estar en blanco.
doctor-test-failed = Prueba de escritura: fallida. { $what } { $next }
demo-made = Hay una instalación de demostración con { $people } personas, { $doors } puertas y { $events } eventos en { $path }
tour-no-display = Aquí no hay pantalla. La misma ventana hace su tarea principal sin ella:
tour-picture = escrito: { $path }
tour-done = Se ha actualizado la llave de una persona.
command-no-display = Aquí no hay pantalla. Inicie Keydesk en un escritorio o pruebe: keydesk tour DIR
command-unknown = No se entiende «{ $word }». Pruebe: keydesk --help
command-no-value = Falta el valor de { $option }. Pruebe: keydesk --help
command-demo-folder = No se ha indicado ninguna carpeta para la instalación de demostración. Escriba: keydesk demo --data DIR
    Para una instalación de demostración que se desecha al cerrar la ventana, escriba: keydesk --demo
command-demo-data = --demo abre una instalación que se desecha y --data una que se conserva: quite una de las dos opciones. Para crear una instalación de demostración que se conserve, escriba: keydesk demo --data DIR
command-tour-folder = No se ha indicado ninguna carpeta para las imágenes. Escriba: keydesk tour DIR
command-number = { $option } admite un número entero entre { $least } y { $most }. Indique uno dentro de ese intervalo o no use { $option }.
command-failed = Ha fallado: { $says }
command-help =
    Keydesk, una consola de control de accesos con datos en la llave.

    keydesk                         abre la consola
      --data DIR                    con la instalación de esta carpeta
      --demo                        con una instalación de demostración que se desecha al final
      --simulate                    con un codificador simulado
    keydesk demo --data DIR         crea una instalación de demostración
      --people N --doors N --events N
    keydesk doctor                  informa del estado de lectores, base de datos y disco
      --data DIR                    de la instalación de esta carpeta
      --write-test READER           y prueba un lector con una tarjeta en blanco
    keydesk tour DIR                hace la tarea principal sin pantalla, con imágenes
    keydesk --version
