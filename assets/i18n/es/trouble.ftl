## Qué ha fallado

trouble-fields = Aún no se ha guardado: corrija los campos marcados en rojo.
trouble-holds-key = Una llave de { $name } abre puertas, o puede abrirlas, hasta el { $until }. Cancele primero la llave, o recójala y bórrela.
trouble-key-is-out = Una llave que tenía { $name } puede abrir puertas hasta el { $until }. Después se podrá eliminar a la persona.
trouble-holds-phone = El teléfono de { $name } abre puertas, o puede abrirlas, hasta el { $until }. Quite primero la llave de teléfono, en los detalles de la persona.
trouble-no-secrets = Esto requiere las claves de la instalación y su cuenta no las tiene. Pídaselo a un operador que pueda escribir llaves.
trouble-locked = La pantalla está bloqueada. Desbloquéela e inténtelo de nuevo.
trouble-conflict = { $by } guardó esto el { $at }, después de que usted lo abriera. Sus cambios siguen aquí. Muestre el estado guardado y vuelva a hacer el cambio.
trouble-taken = Este número o nombre ya está en uso. Elija otro.
trouble-not-permitted = Su grupo no puede hacer esto. Consulte a un administrador.
trouble-signed-out = Su cuenta ya no está en uso. Consulte a un administrador.
trouble-no-code-left = Ya se han asignado los 64 000 números de puertas, taquillas, habitaciones y suites; las eliminadas conservan el suyo. No se pueden añadir más a esta instalación.
trouble-no-zone-number-left = Ya se han asignado los 65 280 números de zona; las zonas eliminadas conservan el suyo. No se pueden añadir más zonas a esta instalación.
trouble-no-low-zone-left = Ya se han creado las 96 zonas bajas; las eliminadas conservan su lugar en las llaves. Cree una zona alta.
trouble-zone-kind-stays = Lo que es una zona en las llaves no se puede cambiar. Cree otra zona y elimine esta cuando ya no la tenga nadie.
trouble-zone-of-lockers = Una zona de asignación libre solo contiene taquillas de asignación libre.
trouble-locker-in-other-group = Esta taquilla está en una zona de otro grupo. Una taquilla pertenece como máximo a un grupo de asignación libre.
trouble-locker-in-free-zone = Esta taquilla está en una zona de asignación libre, quizá en una que usted no ve. Quítela antes de la zona o pídaselo a un administrador.
trouble-lockers-not-controlled = El control de taquillas está desactivado en Opciones generales > Puntos de acceso.
trouble-no-key-number-left = Esta llave ya no se puede escribir: se han agotado sus números. Asigne otra tarjeta.
trouble-clock-behind = El reloj de este ordenador marca { $now }, pero Keydesk ya se usó el { $last }. No se escribe ninguna llave ni se elimina a nadie hasta que esté en hora. Ponga el reloj en hora o pida a un administrador que confirme la hora en la página de inicio.
trouble-clock-ahead = El reloj de este ordenador marca { $now }, y Keydesk se usó por última vez el { $last }. Mientras no sea seguro que ha pasado tanto tiempo, no se escribe ninguna llave ni se elimina a nadie. Ponga el reloj en hora o pida a un administrador que confirme la hora en la página de inicio.
trouble-disk-full = El disco está lleno. No se ha cambiado nada. Libere espacio e inténtelo de nuevo.
trouble-read-only = No se puede escribir en { $path }, así que no se puede guardar nada. Dé a la cuenta que ejecuta Keydesk permiso de escritura sobre este archivo y su carpeta, o avise a quien mantiene este ordenador. Después, vuelva a iniciar Keydesk.
trouble-cannot-open = No se puede abrir { $path }. Compruebe que el disco está conectado y que usted puede leer la carpeta.
trouble-damaged = La base de datos está dañada. Cierre Keydesk, ponga en su lugar una copia de la carpeta e inicie Keydesk de nuevo.
trouble-altered = Algo distinto de Keydesk ha cambiado la base de datos ({ $what }), así que no se ha hecho nada. Ponga en su lugar una copia anterior al cambio y averigüe quién puede escribir en la carpeta.
altered-operator = la cuenta de { $name }
altered-site = lo que dice de su instalación: { $name }
altered-schema = la estructura del archivo: { $name }
altered-whole-schema = la estructura del archivo
trouble-foreign-log = { $path } no pertenece a la base de datos que está a su lado: alguien ha sustituido uno de los dos archivos. No se ha cambiado nada. Si usted ha puesto una copia, saque este archivo de la carpeta y vuelva a iniciar Keydesk; si no, deje la carpeta como estaba.
trouble-moved = Alguien ha movido, eliminado o sustituido { $path } mientras Keydesk lo tenía abierto. Ya no se guarda nada. Guarde ahora la instalación en un archivo nuevo (en el menú con su nombre), cierre Keydesk y ponga ese archivo en su lugar.
trouble-in-its-place = El archivo de la instalación vuelve a estar en su sitio, así que no hace falta ninguna copia. Siga trabajando.
trouble-overwritten = Algo ha sobrescrito { $path } mientras Keydesk lo tenía abierto. Ya no se guarda nada. Cierre Keydesk y ponga en su lugar una copia de toda la carpeta.
trouble-not-ours = { $path } no es una instalación de Keydesk. Elija otra carpeta.
trouble-newer = Esta instalación se creó con un Keydesk más reciente (formato { $found }; este programa conoce el { $known }). Instale el programa más reciente.
trouble-no-site = No hay ninguna instalación en esta carpeta.
trouble-site-exists = Ya hay una instalación en esta carpeta. Inicie Keydesk de nuevo para abrirla.
trouble-demo = No se ha podido crear la instalación de demostración. Comuníquelo, por favor: es un fallo de Keydesk.
trouble-database = La base de datos no ha respondido. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
trouble-database-says = La base de datos ha rechazado la operación: { $says }. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
trouble-broke-off = Algo ha fallado en Keydesk. Compruebe si se ha hecho e inténtelo de nuevo. Los detalles están en crash.txt, en la carpeta de la instalación.
trouble-no-user = Esta persona ya no está. Alguien ha eliminado la entrada.
trouble-no-door = Esta puerta ya no está. Alguien la ha eliminado.
trouble-no-key = Esta llave ya no está.
trouble-no-encoder = Este codificador ya no está.
trouble-no-operator = Este operador ya no está.
trouble-no-partition = Esta partición ya no está.
trouble-no-calendar = Este calendario ya no está.
trouble-no-time-zone = Esta zona horaria ya no existe.
trouble-no-grouping = Esta agrupación, o este valor, ya no existe.
trouble-no-group = Este grupo de operadores ya no está.
trouble-beyond-yours = Esto daría o quitaría algo que su propio grupo no tiene. Consulte a un administrador.
trouble-last-administrator = La instalación debe conservar un administrador que pueda iniciar sesión. Nombre antes a otro administrador.
trouble-oneself = No puede hacer esto con su propia cuenta o su propio grupo. Pídaselo a otro operador.
trouble-has-operators = { $count ->
    [one] El grupo tiene ya un operador.
   *[other] El grupo tiene ya { $count } operadores.
} Indique qué será de ellos.
trouble-general-stays = La partición General no se puede eliminar.
trouble-clashes = Ambas particiones tienen estos nombres o números: { $names }. Cámbielos antes.
trouble-not-vouched = La cuenta de { $name } la creó alguien que no tiene lo que recibiría ahora. Dé antes una contraseña nueva a { $name } y repita.
trouble-no-keys = Su permiso para trabajar con llaves es posterior a su inicio de sesión. Cierre la sesión, iníciela otra vez y repita.
trouble-in-use = { $path } ya está abierto en otra ventana de Keydesk. Use esa o ciérrela antes.
trouble-folder = No se puede crear { $path } o escribir en ese lugar. Elija otra carpeta o pida permiso para escribir ahí.
trouble-randomness = El ordenador no ha dado números aleatorios, sin los cuales nada se puede mantener en secreto. Reinicie el ordenador.
trouble-memory = No hay memoria suficiente para comprobar una contraseña. Cierre otros programas e inténtelo de nuevo.

fault-required = No puede quedar vacío.
fault-name-required = Hace falta un nombre o unos apellidos.
fault-too-long = Como máximo { $max } caracteres.
fault-unprintable = Aquí hay un carácter que no se puede imprimir. Escríbalo de nuevo.
fault-not-digits = Solo cifras.
fault-out-of-range = De { $min } a { $max }.
fault-pin-length = De { $min } a { $max } cifras.
fault-phone = No es un número de teléfono: empiece por + (o 00) y el prefijo del país, y siga con cifras.
fault-no-date = Falta la fecha.
fault-not-a-date = No es una fecha. Escríbala así: { $example }, o más corta: 31/12/26.
fault-not-a-time = No es una hora. Escríbala así: 14:30.
fault-which-year = ¿Qué año es? Escríbalo con cuatro cifras, como en { $example }.
fault-outside-calendar = Escriba un año de 2000 a 2199.
fault-ends-before-start = El fin debe ser posterior al inicio.
fault-too-many = Como máximo { $max }.
fault-external-id-taken = Este ID externo ya está en uso.
fault-name-locked = Se emitió una llave con este nombre: ya no se puede cambiar.
fault-out-of-reach = No puede usar este elemento.
fault-more-there = Allí podría hacer más con este elemento que donde está ahora. Pida a un administrador que lo mueva.
fault-picture-unreadable = No es una foto PNG ni JPEG. Elija otro archivo.
fault-picture-too-big = La foto es demasiado grande. Elija una de 20 MB como máximo.
fault-name-taken = Este nombre ya está en uso.
fault-user-name-taken = Otro operador tiene este nombre de usuario. Elija otro.
fault-partition-name-taken = Otra partición tiene este nombre.
fault-calendar-name-taken = Otro calendario tiene este nombre.
fault-calendar-days = Un calendario tiene como máximo { $max } días.
fault-calendar-year = Los días van de 2000 a 2199.
fault-calendar-not-added = Añada este día o bórrelo.
fault-time-zone-name-taken = Otra zona horaria tiene este nombre.
fault-time-zone-world = Elija un lugar.
fault-time-zone-ahead = Escriba horas y minutos de -12:00 a 14:00, como 01:00.
fault-time-zone-minutes = Escriba un número de minutos de 15 a 180.
fault-time-zone-time = Escriba una hora de -24:00 a 72:00, como 02:00. 26:00 son las 02:00 del día siguiente.
fault-time-zone-near = Entre los dos cambios debe haber dos meses.
fault-grouping-taken = Otro tiene este nombre.
fault-grouping-many = Caben { $max } como máximo.
fault-not-chosen = Elija uno.
fault-password-short = Al menos { $min } caracteres.
fault-password-long = Como máximo { $max } caracteres.
fault-password-common = Demasiada gente usa esta contraseña. Elija otra.
fault-password-names = Es poco más que un nombre de la instalación o el suyo. Elija otra.
fault-password-pattern = Unos pocos caracteres repetidos una y otra vez se adivinan fácilmente. Elija otra.
fault-password-used = Es la contraseña actual o una de las últimas. Elija otra.
fault-bounds = Un número entero de { $min } a { $max }.
fault-password-old = La contraseña actual no es correcta.
fault-password-differs = Las dos contraseñas no coinciden.
fault-not-a-sheet = Estas no son todas las líneas de una hoja de recuperación. Compruébelas una a una.
fault-wrong-code = El código no corresponde a esta hoja. Compruébelo letra por letra.
trouble-no-timetable = Este horario ya no existe o usted no puede verlo.
trouble-no-timed-period = Este periodo ya no existe o usted no puede verlo.
trouble-no-automatic-change = Este cambio automático ya no existe o usted no puede verlo.
trouble-no-schedule-number-left = Los 1024 están en uso. Elimine antes uno que no siga ninguna puerta.
trouble-timetable-in-use = Este horario todavía dice cuándo abre algo para { $uses }. Elija antes otro allí.
used-by-people = { $count ->
    [one] una persona
   *[other] { $count } personas
}
used-by-levels = { $count ->
    [one] un nivel de acceso
   *[other] { $count } niveles de acceso
}
used-by-zones = { $count ->
    [one] una zona
   *[other] { $count } zonas
}
trouble-calendar-in-use = Las llaves siguen este calendario. Haga que sigan otro, o ninguno, antes de eliminarlo.
trouble-one-time-zone = La instalación usa una sola zona horaria. Active antes varias en Opciones generales > General.
trouble-grouping-in-use = Este valor, o uno de esta agrupación, sigue elegido: { $doors }. Elija antes otro allí.
trouble-time-zone-followed = Hay cerraduras que aún van por una zona horaria propia: { $doors }. Elija antes para ellas la hora de la instalación.
trouble-followed = Hay cerraduras que aún siguen esto: { $doors }. Elija antes otra cosa para ellas.
trouble-no-keypad = Estas puertas siguen esto y no tienen teclado: { $doors }. Ponga antes un teclado o elija otros modos.
trouble-no-code = Estas puertas siguen esto y no tienen código: { $doors }. Ponga antes un código o elija otros modos.
trouble-doors-and-more = { $names } y { $count } más
trouble-doors-unseen = { $count ->
    [one] una que usted no puede ver
   *[other] { $count } que usted no puede ver
}
fault-period-no-day = Marque al menos un día.
fault-period-ends-before-start = Termina antes de empezar. Divida en dos franjas lo que pase de medianoche.
fault-period-too-many = Un horario tiene como máximo { $max } franjas.
fault-schedule-past-midnight = Esto pasa de medianoche. La cerradura necesita dos franjas.
fault-schedule-overlaps = Coincide con la franja { $number } en el mismo día.
fault-schedule-too-many = Como máximo { $max }: la cerradura no admite más.
fault-schedule-hole = El primer cambio del día es a las 00:00, para que todo el día tenga un modo.
fault-schedule-same-time = Dos cambios son a la misma hora.
fault-schedule-days-missing = No hay nada previsto para { $days }.
fault-schedule-days-twice = { $days } está previsto dos veces.
fault-door-period-missing = Elija un periodo para este modo.
fault-door-change-missing = Elija un cambio automático para este modo.
fault-door-seconds = Un número entero de segundos, de 1 a 255.
fault-door-shorter = No menos que el tiempo de apertura de los demás.
fault-door-keypad-missing = Este modo necesita un teclado.
fault-door-mode-of-doors = Solo las puertas abren en este modo. Elija otro.
fault-day-past = Este día ya ha pasado. Elija otro posterior o deje el final abierto.
fault-day = No es una fecha. Escríbala como 24/12/2026 o 24 dic 2026.
fault-door-code-missing = Este modo necesita un código.
