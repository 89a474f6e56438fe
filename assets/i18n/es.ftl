# Los textos de la ventana en español. Un error dice qué ocurre y qué hay que hacer a continuación.

## Palabras de todas las pantallas

cancel = Cancelar
close = Cerrar
done = Listo
ok = Aceptar
back = Volver
secret-show = Mostrar
secret-hide = Ocultar
when-time = Hora
unit-days = Días
unit-hours = Horas
calendar-months = enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
calendar-weekdays = lu ma mi ju vi sá do
calendar-today = Hoy
toast-dismiss = Descartar

list-loading = Cargando…
list-selected = { $count ->
    [one] { $count } seleccionada
   *[other] { $count } seleccionadas
}
list-clear = Borrar la búsqueda
list-refresh = Recargar
list-more = Más
list-copied-too-many = Se copian como máximo { $count } filas a la vez. Seleccione menos.

record-save = Guardar
record-saving = Guardando…
record-discard = Descartar
record-unchanged = No ha cambiado nada.
record-no-impact = Ninguna llave necesita actualizarse por esto.
record-relations = Asociado
record-changed = Modificado el { $at } por { $by }

paper-save = Guardar como PDF
paper-print = Imprimir

file-path = Archivo
file-browse = Examinar…
file-open = Abrir
file-save = Guardar
file-not-written = No se ha podido escribir el archivo. Elija otra carpeta.

## Menús y entradas

menu-access-points = Puntos de acceso
menu-cardholders = Titulares
menu-keys = Llaves
menu-monitoring = Supervisión
menu-hotels = Hoteles
menu-tools = Herramientas
menu-system = Sistema
entry-start = Inicio
entry-doors = Puertas
entry-users = Usuarios
entry-automatic-key-update = Actualizar llaves
entry-system-auditor = Auditor del sistema
entry-operators = Operadores
entry-partitions = Particiones
entry-network = Red
entry-lockers = Taquillas
entry-rooms = Habitaciones y suites
entry-zones = Zonas
entry-locations-functions = Ubicaciones y funciones
entry-outputs = Salidas
entry-roll-call-areas = Áreas de recuento
entry-limited-occupancy-areas = Áreas de aforo limitado
entry-lockdown-areas = Áreas de bloqueo de emergencia
entry-timed-periods = Periodos y cambios automáticos
entry-visitors = Visitas
entry-user-access-levels = Niveles de acceso de usuarios
entry-visitor-access-levels = Niveles de acceso de visitas
entry-guest-access-levels = Niveles de acceso de huéspedes
entry-limited-occupancy-groups = Grupos de aforo limitado
entry-timetables = Horarios
entry-read-key = Leer llave
entry-delete-key = Borrar llave
entry-reset-locker-data = Restablecer datos de taquilla
entry-user-keys = Llaves de usuarios
entry-visitor-keys = Llaves de visitas
entry-audit-trail = Registro de accesos
entry-online-monitoring = Supervisión en línea
entry-lockdown = Bloqueo de emergencia
entry-limited-occupancy = Aforo limitado
entry-roll-call = Recuento
entry-alarm-outputs = Salidas de alarma
entry-graphical-mapping = Plano gráfico
entry-room-status = Estado de habitaciones
entry-check-in = Entrada de huéspedes
entry-check-out = Salida de huéspedes
entry-copy-guest-key = Copiar llave de huésped
entry-cancel-lost-guest-key = Anular llave de huésped perdida
entry-one-shot-key = Llave de un solo uso
entry-programming-spare-key = Llave de programación y de reserva
entry-guest-cancelling-key = Llave de anulación de huésped
entry-room-cleaner-key = Llave de limpieza
entry-export = Exportación
entry-scheduled-jobs = Tareas programadas
entry-synchronization = Sincronización
entry-database-backup = Copia de seguridad
entry-events-stream = Flujo de eventos
entry-card-templates = Plantillas de tarjeta
entry-alarm-events = Eventos de alarma
entry-reports = Informes
entry-operator-groups = Grupos de operadores
entry-portable-programmer = Programador portátil
entry-desktop-reader = Lector de mesa
entry-calendars = Calendarios
entry-time-zones = Zonas horarias
entry-configuration = Opciones generales
entry-system-resources = Recursos del sistema
deed-view = Ver
deed-modify = Modificar
deed-modify-access = Cambiar quién tiene acceso
deed-add-delete = Añadir y eliminar
deed-ban = Poner y quitar vetos
deed-delete = Eliminar
deed-use = Usar
deed-assign = Asignar y actualizar
deed-cancel = Anular
deed-check-in = Registrar entrada
deed-check-out = Registrar salida
deed-purge = Purgar
deed-open = Abrir
deed-emergency = Activar y terminar emergencia
deed-change-state = Cambiar el estado
deed-view-reset = Ver y restablecer
deed-activate = Activar
deed-set-up = Configurar
deed-monitor = Supervisar
deed-download = Descargar
deed-emergency-opening = Apertura de emergencia
deed-initialise-update = Inicializar y actualizar
deed-firmware = Firmware
deed-daylight-saving = Horario de verano
deed-general = General
deed-attendance = Asistencia
deed-pms-authorisations = Autorizaciones de PMS
deed-third-party-readers = Lectores de terceros

## El escritorio

desk-demo = Instalación de demostración
desk-tray-show = Mostrar sus tarjetas
desk-tray-hide = Ocultar sus tarjetas
desk-writing = Se está escribiendo una llave. Espere a que termine y cierre después la ventana.

deed-settings = Mis ajustes
deed-lock = Bloquear la pantalla
deed-sign-out = Cerrar sesión
deed-save-copy = Guardar una copia de la instalación
copy-unsaved = Lo que está sin guardar en la pantalla de detrás no está en la copia. Anótelo antes de cerrar Keydesk.
copy-saved-title = La instalación se ha guardado en un archivo nuevo
copy-saved = Está aquí: { $path }
copy-step-close = 1. Cierre Keydesk. Hasta entonces no se puede guardar nada más.
copy-step-put = 2. Ponga este archivo en lugar de site.db en la carpeta de la instalación. Guarde con otro nombre el que haya allí.
copy-step-log = 3. Si a su lado hay un site.db-wal, elimínelo.
copy-step-start = 4. Vuelva a iniciar Keydesk y compruebe lo último que guardó.

guard-title = ¿Guardar los cambios?
guard-sentence = En esta pantalla hay cambios sin guardar.
guard-save = Guardar
guard-discard = No guardar
guard-stay = Quedarme aquí

lock-of = Bloqueada por { $name }
lock-unlock = Desbloquear
lock-unlocking = Desbloqueando…
lock-unfinished = Falta una nueva contraseña o un segundo factor. Cierre la sesión y vuelva a iniciarla.
lock-wrong = La contraseña es incorrecta. Compruébela e inténtelo de nuevo.
lock-sign-out = Iniciar sesión con otra cuenta
lock-unsaved = Hay cambios sin guardar. Se pierden si otra persona inicia sesión.

finder-open = Buscar en todo
finder-title = Buscar en todo
finder-placeholder = Una persona, una puerta, una pantalla, algo que hacer
finder-none = No se ha encontrado nada. Pruebe con menos letras o con otras.
finder-screen = Pantalla

settings-of = { $name }, { $group }
settings-language = Idioma
settings-theme = Colores
settings-light = Claro
settings-dark = Oscuro
settings-encoder = Codificador
settings-first-encoder = El que tenga una llave encima
settings-encoder-absent = no conectado
settings-encoder-hint = El codificador en el que usted escribe las llaves.
settings-password = Contraseña
settings-password-old = Contraseña actual
settings-password-new = Contraseña nueva
settings-password-repeated = Repita la contraseña
settings-password-change = Cambiar contraseña
settings-password-changing = Cambiando…
settings-password-changed = La contraseña se ha cambiado. Use la nueva a partir de ahora.
settings-two-factor = Segundo factor
settings-two-factor-is-on = Activado. Al iniciar sesión se pide un código de su aplicación de autenticación.
settings-two-factor-is-off = Desactivado. Al iniciar sesión solo se pide la contraseña.
settings-two-factor-required = Esta instalación lo pide a todos, por lo que no se puede desactivar.
settings-two-factor-soon = Esta instalación lo pide a todos: configúrelo ahora o en su próximo inicio de sesión.
settings-two-factor-already-on = Ya está activado. Desactívelo primero para cambiar de teléfono.
settings-two-factor-on = Activar
settings-two-factor-off = Desactivar
settings-two-factor-off-sentence = A partir de entonces basta su contraseña para entrar. Escríbala para desactivar el segundo factor.

enrolment-scan = 1. Escanee esto con una aplicación de autenticación
enrolment-type = Sin cámara, escriba esto en la aplicación:
enrolment-name = La aplicación lo muestra como { $label }.
enrolment-code = 2. Escriba el código que muestra la aplicación
enrolment-picture = El secreto como imagen para la cámara de un teléfono

## Antes de que nadie haya iniciado sesión

opening-site = Abriendo la instalación…
opening-demo = Creando una instalación de demostración…
opening-trouble = No se ha podido abrir la instalación
opening-again = Reintentar
opening-close = Cerrar Keydesk

sign-in = Iniciar sesión
sign-in-working = Iniciando sesión…
sign-in-sentence = Inicie sesión para trabajar con esta instalación
sign-in-user-name = Nombre de usuario
sign-in-password = Contraseña
sign-in-wrong = El nombre de usuario o la contraseña no son correctos. Compruebe ambos e inténtelo de nuevo.
sign-in-locked = Esta cuenta está bloqueada. Un administrador puede desbloquearla.
sign-in-locked-until = Demasiados intentos fallidos. Inténtelo de nuevo después del { $until }.
sign-in-damaged = Esta cuenta está dañada. Pida a un administrador que establezca una contraseña nueva.
sign-in-next = Siguiente
sign-in-code = Código
sign-in-code-sentence = Escriba el código que muestra su aplicación de autenticación
sign-in-code-wanted = Este operador inicia sesión también con un código. Escríbalo.
sign-in-code-wrong = Este código no es correcto o ya se ha usado. Espere al siguiente y escríbalo.
sign-in-code-next = Demasiados códigos incorrectos. Espere medio minuto y escriba el código que se muestre.
sign-in-enrolment-sentence = Esta instalación pide a todos un segundo factor. Configure el suyo para continuar
sign-in-new-chosen = Otra persona eligió su contraseña. Elija una que solo usted conozca
sign-in-new-expired = Su contraseña es demasiado antigua. Elija una nueva
sign-in-new-hint = Al menos { $min } caracteres. Una buena elección es una frase que solo diría usted.
sign-in-begin-anew = Ha tardado demasiado, o la cuenta ha cambiado entretanto. Inicie sesión de nuevo.
sign-in-unfinished = Esta cuenta pide más que la contraseña. Inicie sesión a mano.
sign-in-demo = Esta es una instalación de demostración: nada de lo que hay aquí abre una puerta real. Entre como
sign-in-demo-administrator = Administrador
sign-in-demo-reception = Recepción

welcome-sentence = Llaves, puertas y derechos de una instalación, en este ordenador.
welcome-new = Crear una instalación nueva
welcome-new-hint = Para un edificio que aún no tiene Keydesk.
welcome-old = Recuperar una instalación
welcome-old-hint = Con su hoja de recuperación, para que sus llaves y cerraduras sigan funcionando.
welcome-sheet = Líneas de la hoja de recuperación
welcome-sheet-hint = Escriba o pegue todas las líneas. Los espacios no importan.
welcome-code = Código de recuperación
welcome-recover-sentence = La hoja y su código recuperan el secreto maestro de la instalación. Las personas y las puertas se recuperan de una copia de seguridad. Sin ella la instalación empieza de nuevo: hay que volver a configurar todas las cerraduras y a escribir todas las llaves, y ninguna llave anterior vale.
welcome-recovered = La hoja es correcta. Dé un nombre a la instalación y a su primer administrador. Después escriba de nuevo todas las llaves: los números de puertas y llaves se asignan de nuevo.
welcome-site-title = La instalación y su administrador
welcome-site-sentence = El primer administrador puede hacerlo todo. Después se pueden añadir más operadores.
welcome-site = Nombre de la instalación
welcome-site-example = Hotel Aurora
welcome-user-name = Su nombre de usuario
welcome-user-name-hint = Hasta 64 caracteres.
welcome-password-hint = Al menos 12 caracteres. Una buena elección es una frase que solo diría usted.
welcome-content = Con qué empezar
welcome-content-sentence = Esto no se puede cambiar más adelante, pero una instalación de demostración se puede desechar.
welcome-empty = Una instalación vacía
welcome-empty-hint = Empiece con sus propias personas y puertas.
welcome-demo = Una instalación de demostración
welcome-demo-hint = 300 personas ficticias, 60 puertas y un codificador simulado, para probarlo todo.
welcome-next = Siguiente
welcome-create = Crear la instalación
welcome-creating = Creando la instalación…

sheet-heading = Guarde la hoja de recuperación
sheet-sentence = Si se pierde este ordenador, la hoja y el código juntos permiten recuperar el secreto en el que se basan todas las llaves y cerraduras de la instalación. Nadie más puede hacerlo.
sheet-step-keep = 1. Imprima la hoja o guárdela en una memoria USB
sheet-step-code = 2. Anote el código y guárdelo en otro lugar
sheet-save = Guardar hoja
sheet-print = Imprimir hoja
sheet-not-kept = Aún no se ha guardado ni impreso.
sheet-printed = Abierta para imprimir. Compruebe que ha salido de la impresora.
sheet-saved = Guardada como { $path }
sheet-not-shown = Ningún programa de este ordenador puede mostrar la hoja. Guárdela en su lugar.
sheet-type-code = Escriba el código que ha anotado
sheet-file = Hoja de recuperación de Keydesk
sheet-title = Hoja de recuperación
sheet-what = Estas líneas contienen el secreto maestro de esta instalación, protegido con un código. Quien tenga ambas cosas puede recuperar la instalación y también hacer llaves para todas las puertas. Guarde esta hoja en una caja fuerte.
sheet-how = Para recuperar la instalación: abra Keydesk en un ordenador sin instalación, elija «Recuperar una instalación» y escriba las líneas y el código.
sheet-code = El código no está en esta hoja. Guárdelo en otro lugar.

## Qué ha fallado

trouble-fields = Algunos campos no son correctos. Revise los que están marcados en rojo.
trouble-holds-key = Una llave de esta persona abre puertas, o puede abrirlas, hasta el { $until }. Ponga primero un veto a la persona; elimínela después.
trouble-no-secrets = Esto requiere las claves de la instalación y su cuenta no las tiene. Pídaselo a un operador que pueda escribir llaves.
trouble-locked = La pantalla está bloqueada. Desbloquéela e inténtelo de nuevo.
trouble-conflict = { $by } guardó esto el { $at }, después de que usted lo abriera. Sus cambios siguen aquí. Muestre el estado guardado y vuelva a hacer el cambio.
trouble-taken = Este número o nombre ya está en uso. Elija otro.
trouble-not-permitted = Su grupo no puede hacer esto. Consulte a un administrador.
trouble-signed-out = Su cuenta ya no está en uso. Consulte a un administrador.
trouble-no-code-left = Ya se han asignado los 64.000 números de puerta; las puertas eliminadas conservan el suyo. No se pueden añadir más puertas a esta instalación.
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
trouble-database = La base de datos no ha respondido. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
trouble-database-says = La base de datos ha rechazado la operación: { $says }. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
trouble-broke-off = Algo ha fallado en Keydesk. Compruebe si se ha hecho e inténtelo de nuevo. Los detalles están en crash.txt, junto a la instalación.
trouble-no-user = Esta persona ya no está. Alguien ha eliminado la entrada.
trouble-no-door = Esta puerta ya no está. Alguien la ha eliminado.
trouble-no-key = Esta llave ya no está.
trouble-no-encoder = Este codificador ya no está.
trouble-no-operator = Este operador ya no está.
trouble-no-partition = Esta partición ya no está.
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
fault-door-name-taken = Otra puerta tiene este nombre.
fault-user-name-taken = Otro operador tiene este nombre de usuario. Elija otro.
fault-partition-name-taken = Otra partición tiene este nombre.
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

## El estado de una llave

status-banned = Vetada
status-unknown = Estado desconocido
status-expired = Caducada
status-re-edition-required = Requiere reedición
status-update-required = Debe actualizarse
status-expires-soon = Caduca pronto
status-update-recommended = Conviene actualizar
status-synchronized = Sincronizada
status-no-key = Sin llave

reason-banned = La persona está vetada.
reason-interrupted = La escritura se interrumpió el { $at }. No es seguro lo que contiene la llave.
reason-perhaps-out = Hasta que se actualice la llave, una copia de la escritura interrumpida podría abrir puertas, como máximo hasta el { $at }.
reason-another-out = Se abandonó la primera llave en otra tarjeta; lo ya enviado a esa tarjeta puede abrir puertas hasta el { $at }.
reason-ended = La llave terminó el { $at }.
reason-ends = La llave termina el { $at }.
reason-half-used = Ha pasado más de la mitad de su tiempo.
reason-does-not-fit = La llave necesita { $needed } bytes y tiene { $capacity }.
reason-log = Cambia el espacio para los eventos.
reason-antipassback = Se ha cambiado el antipassback.
reason-number = Se ha cambiado el número de la persona.
reason-doors-added = { $count ->
    [one] Se ha añadido una puerta.
   *[other] Se han añadido { $count } puertas.
}
reason-doors-removed = { $count ->
    [one] Se ha quitado una puerta.
   *[other] Se han quitado { $count } puertas.
}
reason-periods-changed = { $count ->
    [one] Se ha cambiado el periodo de una puerta.
   *[other] Se han cambiado los periodos de { $count } puertas.
}
reason-pin = Se ha cambiado el PIN.
reason-options = Se han cambiado las opciones de la llave.
reason-validity = Se ha cambiado la validez.
reason-card-keys = Se han renovado las claves de tarjeta.

## Codificadores

encoder-none = Ningún codificador
encoder-none-next = Conecte un codificador por USB. Aparecerá aquí automáticamente.
encoder-empty = Preparado
encoder-holding = Tiene una tarjeta encima
encoder-busy = Trabajando
encoder-yours = El suyo
encoder-simulated = Simulado
encoder-service-stopped = El servicio de tarjetas inteligentes de este ordenador no está en marcha. Inícielo: sudo systemctl start pcscd
encoder-service-forbidden = El servicio de tarjetas inteligentes no admite a este usuario. Pida permiso para usar tarjetas inteligentes.

light-waiting = Esperando una llave
light-working = Trabajando
light-done = Listo
light-failed = Error

tray-title = Codificador simulado
tray-hint = Haga clic en una tarjeta para ponerla en el codificador o quitarla, incluso mientras se escribe una llave. Ninguna puerta real se abre con estas tarjetas.
tray-laid = En el codificador
tray-lying = Junto al codificador
tray-beside = Poner { $card } a su lado

step-waiting = Coloque la llave
step-waiting-next = Ponga la llave en { $encoder }.
step-put-back = Vuelva a colocarla
step-put-back-next = La llave se ha retirado demasiado pronto. Póngala de nuevo en { $encoder } y la escritura continuará.
step-reading = Leyendo la llave
step-writing = Escribiendo la llave
step-comparing = Comprobando lo escrito
step-done = Listo

key-leave = Deje la llave donde está.
key-remove = Retire la llave.
key-edit = Editar llave
key-again = Reintentar
key-use-old = Usar esta tarjeta
key-write-over = Escribir de todos modos
key-card-from = No abre nada antes del { $from }.
key-give-up = Abandonarla y usar esta tarjeta
key-doors = { $count ->
    [0] Ninguna puerta
    [one] Una puerta
   *[other] { $count } puertas
}
key-opens = Abre
key-opens-nothing = Esta llave no abrirá ninguna puerta. Dé antes puertas a la persona o escríbala de todos modos.
key-opens-never = Esta llave nunca podría abrir una puerta: el tiempo de la persona terminó, o empieza después del fin de toda llave que se pueda escribir hoy. Cambie antes las fechas en Validez.
key-opens-later = Esta llave todavía no abre nada. Empieza el día que se indica arriba.
key-doors-outside = { $count ->
    [one] Se dio una puerta para un tiempo en que esta llave no es válida. No la abrirá.
   *[other] Se dieron { $count } puertas para tiempos en que esta llave no es válida. No las abrirá.
}
key-is-current = La llave está actualizada. Recibirá una nueva fecha de fin.
key-is-current-same-end = La llave está actualizada y su fecha de fin sigue igual.
key-events = { $count ->
    [one] La llave ha traído un evento.
   *[other] La llave ha traído { $count } eventos.
}

key-card-reading = Leyendo la llave…
key-card-none = Ponga una llave en { $encoder } para ver de quién es y cómo está.
key-card-dismiss = Descartar
key-card-update = Actualizar la llave de { $name }
key-card-assign = Asignar a { $name }
key-card-half-made = Una primera llave que no se terminó.
key-card-blank = Tarjeta en blanco
key-card-blank-bytes = { $bytes } bytes libres, lista para una persona.
key-card-choose = Elegir persona

key-none = No se ha detectado ninguna llave
key-none-next = Ponga la llave plana sobre el codificador e inténtelo de nuevo.
key-stopped = Detenido
key-stopped-next = No se ha escrito nada.
key-several = Hay más de una tarjeta
key-several-next = Deje una sola llave en el codificador e inténtelo de nuevo.
key-no-encoder = Ningún codificador
key-no-encoder-next = Conecte un codificador por USB e inténtelo de nuevo.
key-encoder-busy = El codificador está en uso
key-encoder-busy-next = Espere a que termine e inténtelo de nuevo.
key-broke-off = Algo ha fallado en Keydesk
key-broke-off-next = No es seguro lo que contiene la llave. Póngala de nuevo en el codificador. Los detalles están en crash.txt, junto a la instalación.
key-no-secrets = Las claves de la instalación no están disponibles
key-no-secrets-next = Si la pantalla se bloqueó mientras tanto, desbloquéela e inténtelo de nuevo. Si no, a su cuenta no se le dieron: pídaselas a un operador que pueda escribir llaves.
key-reader-lost = Se ha desconectado el codificador
key-reader-lost-next = Vuelva a conectarlo y repita. El estado de la llave se aclarará en su próximo contacto.
key-service-lost = El servicio de tarjetas inteligentes se ha detenido
key-service-lost-next = Normalmente se reinicia solo. Inténtelo de nuevo en un momento.
key-reader-in-use = Otro programa usa el codificador
key-reader-in-use-next = Cierre ese programa e inténtelo de nuevo.
key-silent = La llave no responde
key-silent-next = Póngala plana en el centro del codificador e inténtelo de nuevo.
key-invalid = Llave de usuario no válida
key-invalid-next = Esta llave es de otra persona. No se ha cambiado nada.
key-invalid-named = Esta llave es de { $name }. No se ha cambiado nada.
key-blank = Esta tarjeta está vacía
key-blank-next = Asigne antes una llave: ponga en el codificador la llave de la propia persona o asigne esta.
key-of-nobody = Una llave de esta instalación sin titular
key-of-nobody-next = Su titular se eliminó o la llave se sustituyó. Puede volver a usarse para otra persona.
key-put-back = Esta llave contiene una escritura anterior
key-put-back-next = Las llaves no retroceden por sí solas: puede ser una copia. No se ha escrito nada. Guarde la tarjeta y avise a un administrador. Para escribirla de todos modos, actualícela desde la ficha de la persona.
key-altered = Esta llave está alterada
key-altered-next = Contiene algo que esta instalación nunca escribió en ella, y las puertas la rechazan. No se ha escrito nada. Avise a un administrador. Para escribirla de todos modos, actualícela desde la ficha de la persona.
key-newer = La base de datos es anterior a esta llave
key-newer-next = Esta instalación escribió la llave, pero esta base de datos no la conoce: puede ser una copia antigua. No se ha escrito nada. Avise a un administrador antes de continuar.
key-earlier-numbering = Esta llave es anterior a la recuperación de la instalación
key-earlier-numbering-next = La escribió esta instalación, pero desde entonces las llaves y las puertas tienen números nuevos, así que no abre ninguna puerta cuya cerradura se haya vuelto a configurar. No se ha escrito nada. Asígnela a su titular: así se escribe de nuevo.
key-not-understood = Esta llave la escribió un Keydesk más reciente
key-not-understood-next = Esta instalación la firmó para esta tarjeta, pero contiene datos que este programa no conoce. No se ha escrito nada. Instale el Keydesk más reciente en este puesto. Para escribirla de todos modos, actualícela desde la ficha de la persona: se perderá lo que tenga de nuevo.
key-out-of-reach = Esta llave es de alguien a quien usted no puede ver
key-out-of-reach-next = No se ha cambiado nada. Consulte a un administrador.
key-has-key = Esta persona ya tiene una llave
key-has-key-next = Actualice esa llave en su lugar.
key-begun-elsewhere = Se empezó una primera llave en otra tarjeta
key-begun-elsewhere-next = Ponga en el codificador la tarjeta { $serial }. Si ya no está, abandónela: hasta el { $until } lo ya enviado a esa tarjeta puede abrir puertas, y no se puede eliminar a la persona.
key-has-none = Esta persona no tiene llave
key-has-none-next = Asígnele una antes.
key-banned = Esta persona está vetada
key-banned-next = Levante el veto antes de escribir una llave.
key-person-expired = El tiempo de la persona terminó el { $at }
key-person-expired-next = Cambie «Válida hasta» en Validez y escriba después la llave.
key-never-valid = Esta llave nunca podría abrir una puerta
key-never-valid-next = El tiempo de la persona empieza el { $from }, y una llave escrita hoy termina el { $until } como máximo. Cambie las fechas en Validez o escriba la llave más tarde.
key-does-not-fit = La llave necesita { $needed } bytes; la tarjeta tiene { $capacity }
key-does-not-fit-next = Use una tarjeta con más memoria, dé menos puertas o desactive Auditar aperturas.
key-removed = La llave se ha retirado demasiado pronto
key-removed-next = No se envió nada: contiene lo mismo que antes. Vuelva a ponerla y repita.
key-unknown = No es seguro lo que contiene esta llave
key-unknown-next = Póngala de nuevo en el codificador y actualícela. Hasta entonces puede abrir las puertas de antes o las nuevas.
key-differs = La llave no contiene lo que se ha escrito
key-differs-next = Inténtelo de nuevo. Si vuelve a ocurrir, use otra tarjeta.
card-limit = El trabajo con la tarjeta ha superado lo permitido
card-no-randomness = El sistema no ha dado números aleatorios
card-not-genuine = La respuesta de la tarjeta se ha alterado por el camino o no es de esta tarjeta
card-not-understood = La respuesta de la tarjeta no tiene sentido
card-reader-fault = El lector comunica el fallo { $fault }
card-refused = La tarjeta se ha negado con el estado { $status }
key-failed = Ha fallado la llave o el codificador
key-failed-next = { $says }. Inténtelo de nuevo o use otra tarjeta.
key-database = No se ha podido registrar nada
key-clock = El reloj no es de fiar
key-not-permitted = No puede escribir esta llave
key-gone = Ya no está
key-used-up = Esta llave está agotada
key-changed-meanwhile = Algo ha cambiado mientras tanto
key-not-made = No se ha podido preparar la llave
key-other-site = Esta llave es de otra instalación
key-other-site-next = No se ha cambiado nada. Use una llave de esta instalación o una tarjeta en blanco.
key-in-use = Esta tarjeta se usa para otra cosa
key-in-use-next = No se ha cambiado nada. Use una tarjeta en blanco.
key-serial-taken = Otra tarjeta tenía este número de serie
key-serial-taken-next = A esta instalación ya se incorporó una tarjeta con el número { $serial }, y esta se presenta como nueva. Una de las dos puede ser un aparato que imita una tarjeta. No se ha cambiado nada. Apártela, use otra tarjeta en blanco y avise a un administrador.
key-too-small = La tarjeta tiene { $free } bytes; una llave necesita { $needed }
key-too-small-next = No se ha cambiado nada. Use una tarjeta con más memoria.
key-not-suitable = Esta tarjeta no sirve para llaves
key-not-suitable-next = No se ha cambiado nada. Use una tarjeta DESFire EV1, EV2 o EV3.

## Inicio

start-greeting = Hola, { $name }
start-clock-behind = El reloj de este ordenador marca { $now }, pero Keydesk ya se usó el { $last }. No se escribe ninguna llave ni se elimina a nadie hasta que esté en hora. Ponga el reloj en hora y vuelva a iniciar sesión. Si es correcto y antes no lo era, confirme la hora.
start-clock-ahead = El reloj de este ordenador marca { $now }, y Keydesk se usó por última vez el { $last }. Si ha pasado tanto tiempo, confirme la hora; si no, ponga el reloj en hora. Hasta entonces no se escribe ninguna llave ni se elimina a nadie.
start-confirm-time = La hora es correcta
start-time-question = ¿Es { $now }?
start-time-sentence = Compare con un teléfono. Keydesk se usó por última vez el { $last }. Desde ahora las llaves se juzgan por esta hora, y una anterior cuenta como errónea.
start-time-confirmed = La hora se ha confirmado.
start-keys-newer = { $count ->
    [one] Una llave puesta en un codificador no coincide con esta base de datos:
   *[other] { $count } llaves puestas en un codificador no coinciden con esta base de datos; la última,
} el { $at } ({ $kinds }). O esta base de datos es una copia antigua, o alguien escribió llaves con una copia. Averigüe cuál de las dos cosas y ponga en su lugar la base de datos más reciente. El auditor del sistema nombra las tarjetas.
start-keys-differ = { $count ->
    [one] Una llave puesta en un codificador no coincide con esta base de datos:
   *[other] { $count } llaves puestas en un codificador no coinciden con esta base de datos; la última,
} el { $at } ({ $kinds }). El auditor del sistema nombra las tarjetas. Examínelas y escríbalas de nuevo.
start-take-note = Tomar nota
start-today = Hoy es { $date }.
clock-reckoned = El reloj no es de fiar: las llaves se muestran a fecha de { $at }.
start-attention = Requiere atención
start-show-all = Mostrar todo
start-calm = Nada requiere atención
start-calm-next = Todas las llaves están actualizadas.
start-encoders = Codificadores
start-overview = La instalación
start-people = Personas
start-people-hint = Todas las que tienen una llave o pueden recibirla
start-doors = Puertas
start-doors-hint = Todas las que una llave puede abrir
start-unknown = La escritura se interrumpió: actualice estas llaves en el codificador
start-expired = Estas llaves ya no abren nada
start-re-edition-required = Estas llaves necesitan una nueva estructura: póngalas en un codificador
start-update-required = Estas llaves aún no tienen los últimos cambios
start-expires-soon = Estas llaves terminan pronto
start-update-recommended = Ha pasado más de la mitad de su tiempo
start-synchronized = Estas llaves están actualizadas
start-no-key = Personas sin llave
start-banned = Personas que no deben abrir nada
tile-update-key = Poner al día una llave
tile-new-user = Añadir a quien recibirá una llave
tile-users = Buscar personas, cambiar puertas, escribir llaves
tile-doors = Ver qué puertas hay
tile-automatic-key-update = Muchas llaves, una tras otra
tile-operators = Quién trabaja con este programa
tile-network = Codificadores y su comportamiento

## Usuarios

users-title = Usuarios
users-count = { $count ->
    [one] Una persona
   *[other] { $count } personas
}
users-found = { $found } de { $total } personas
users-search = Buscar personas
users-filter = Filtro
users-add = Nuevo usuario
users-open = Abrir ficha
users-edit-together = Editar a la vez
users-assign-key = Asignar llave
users-update-key = Actualizar llave
users-ban = Vetar
users-lift-ban = Levantar veto
users-delete = Eliminar
users-none = Aún no hay personas
users-none-next = Añada la primera persona y dele después puertas y una llave.
users-none-found = No se ha encontrado a nadie
users-none-found-next = Pruebe con menos letras o con otro filtro.
users-show-everybody = Mostrar todas
users-column-status = Llave
users-column-name = Nombre
users-column-partition = Partición
users-column-doors = Puertas
users-column-until = Fin de la llave
users-column-external-id = ID externo
users-banned = { $count ->
    [one] Se ha vetado a la persona.
   *[other] Se ha vetado a { $count } personas.
}
users-ban-lifted = { $count ->
    [one] Se ha levantado el veto. Actualice la llave antes de volver a usarla.
   *[other] Se han levantado { $count } vetos. Actualice las llaves antes de volver a usarlas.
}
users-deleted = { $count ->
    [one] La persona se ha eliminado.
   *[other] Se han eliminado { $count } personas.
}
users-delete-title = { $count ->
    [one] ¿Eliminar a { $name }?
   *[other] ¿Eliminar a { $count } personas?
}
users-delete-sentence = Se elimina la entrada con sus puertas. El auditor del sistema conserva lo que se hizo.
users-ban-title = { $count ->
    [one] ¿Vetar a { $name }?
   *[other] ¿Vetar a { $count } personas?
}
users-ban-sentence = No se escribe ninguna llave para una persona vetada.
users-ban-until = La llave ya no se escribirá más. Las cerraduras sin conexión le abrirán hasta el { $until }: recoja la llave si puede.

filter-everybody = Todas
filter-needs-attention = Requieren atención
filter-ends-within = Terminan en { $days } días
filter-banned = Vetadas

user-new = Nuevo usuario
user-new-detail = Aún sin guardar
user-gone = Ya no está
user-panel-identification = Identificación
user-panel-contact = Contacto y códigos
user-panel-options = Opciones de llave
user-panel-validity = Validez
user-panel-pin = PIN
user-panel-key = Llave
user-title-field = Tratamiento
user-first-name = Nombre
user-last-name = Apellidos
user-name-locked = Se emitió una llave con este nombre: ya no se puede cambiar.
user-external-id = ID externo
user-external-id-filled-in = Si queda vacío, lo asigna Keydesk
user-partition = Partición
user-picture = Elegir foto
user-picture-remove = Quitar
user-picture-title = Foto de la persona
user-phone = Teléfono
user-wiegand = Código Wiegand
user-wiegand-hint = Impreso en algunas tarjetas, para lectores de otros sistemas.
user-codes = Códigos de autorización
user-code = Código
user-code-add = Añadir código
user-code-remove = Quitar código
user-activation = Válida desde
user-expires = Caduca
user-expiration = Válida hasta
user-revalidation = La llave debe actualizarse con regularidad
user-revalidation-hint = La llave termina al pasar este tiempo desde cada actualización, de modo que una llave perdida deja de servir por sí sola.
user-period = Periodo
user-period-unit = Unidad
user-never-ends = Una llave perdida de esta persona abriría puertas para siempre. Fije un fin o un periodo de actualización.
user-pin = Usar un PIN
user-pin-hint = Las puertas con teclado lo piden.
user-pin-kept = Hay un PIN establecido.
user-pin-replace = Establecer otro
user-pin-new = PIN
user-key-later = Se puede asignar una llave cuando la persona esté guardada.
user-key-none = No hay ninguna llave asignada.
user-key-needs = Necesitará { $needed } bytes.
user-key-from = Válida desde
user-key-until = Válida hasta
user-key-written = Escrita
user-key-serial = Número de serie
user-key-memory = Memoria
user-key-bytes = { $needed } de { $capacity } bytes
user-doors = Puertas
record-show-theirs = Mostrar el estado guardado
user-is-banned = Esta persona está vetada: no se escribe ninguna llave.
user-saved = Guardado.
user-saved-update = Guardado. La llave de { $name } necesita actualizarse.
user-saved-re-edition = Guardado. La llave de { $name } necesita una reedición en un codificador.
user-impact-update = { $count ->
    [0] Ninguna llave necesita actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
user-impact-re-edition = { $count ->
    [one] Una llave necesitará una reedición en un codificador.
   *[other] { $count } llaves necesitarán una reedición en un codificador.
}
user-impact-no-room = Esto no cabe en la llave de la persona. Dé menos puertas o desactive Auditar aperturas.

option-extended-opening = Tiempo de apertura ampliado
hint-extended-opening = Las puertas permanecen abiertas más tiempo para esta persona.
option-override-privacy = Ignorar la privacidad
hint-override-privacy = Abre también cuando la puerta está cerrada por dentro con el pestillo.
option-override-lockdown = Ignorar el bloqueo de emergencia
hint-override-lockdown = Abre también durante un bloqueo de emergencia.
option-set-lockdown = Activar el bloqueo de emergencia
hint-set-lockdown = Puede iniciar y terminar un bloqueo de emergencia en una puerta.
option-office = Modo oficina
hint-office = Puede dejar abierta una puerta y volver a cerrarla.
option-audit-openings = Auditar aperturas
hint-audit-openings = La llave anota las puertas que abre y trae consigo las anotaciones.
option-antipassback = Antipassback
hint-antipassback = Quien ha entrado debe salir antes de volver a entrar.
option-cancellable = Se puede anular
hint-cancellable = Se puede indicar a las cerraduras que rechacen esta llave.

doors-of = Puertas de { $name }
doors-add = Añadir puertas
doors-add-title = Añadir puertas
doors-remove = Quitar
doors-restore = Restaurar
doors-period = Periodo
doors-period-title = { $count ->
    [one] ¿Cuándo se puede abrir la puerta?
   *[other] ¿Cuándo se pueden abrir estas { $count } puertas?
}
doors-show = Mostrar puerta
doors-none = Aún no hay puertas
doors-none-next = Añada las puertas que esta persona puede abrir.
doors-beyond = { $count ->
    [one] Una puerta más que usted no puede ver.
   *[other] { $count } puertas más que usted no puede ver.
}
doors-saved = Guardado tal como se muestra.
doors-with-save = Surte efecto al guardar la persona.
doors-column-name = Puerta
doors-column-where = Ubicación
doors-column-period = Periodo
doors-always = Siempre
doors-between = Desde – hasta
doors-from = Desde
doors-until = Hasta
doors-added = Añadida
doors-changed = Cambiada
doors-removed = Quitada
doors-search = Buscar puertas
doors-no-match = No se ha encontrado ninguna puerta
doors-all-found = { $count ->
    [one] Elegir la encontrada…
   *[other] Elegir las { $count } encontradas…
}
doors-all-title = { $count ->
    [one] ¿Elegir una puerta?
   *[other] ¿Elegir { $count } puertas?
}
doors-all-sentence = Se marcan todas las puertas que ha encontrado la búsqueda. No se concede nada hasta que las añada y guarde.
doors-all-do = { $count ->
    [one] Elegirla
   *[other] Elegir las { $count }
}
doors-take = { $count ->
    [0] Añadir puertas
    [one] Añadir una puerta
   *[other] Añadir { $count } puertas
}
doors-take-period = Usar este periodo

edit-title = { $count ->
    [one] Editar una persona
   *[other] Editar { $count } personas
}
edit-detail = Solo cambia lo que usted modifique.
edit-untouched = Aún no se ha modificado nada.
edit-kept = Sin cambios
edit-off = No
edit-on = Sí
edit-no-end = Sin fin
edit-end-at = En una fecha
edit-no-period = No
edit-period = Cada
edit-pin-off = Quitar el PIN
edit-impact-both = Llaves que necesitarán actualizarse: { $updates }; que necesitarán una reedición en un codificador: { $editions }.
edit-impact-no-room = { $count ->
    [one] No cabe en una llave.
   *[other] No cabe en { $count } llaves.
}
edit-saved = { $count ->
    [one] Se ha modificado una persona.
   *[other] Se han modificado { $count } personas.
}
edit-refused-title = { $count ->
    [one] No se ha podido modificar una persona
   *[other] No se han podido modificar { $count } personas
}
edit-refused-sentence = Todas las demás se han guardado. Estas siguen seleccionadas, para que pueda corregirlas.
edit-refused-more = { $count ->
    [one] y una más
   *[other] y { $count } más
}

## Puertas

door-list-title = Puertas
door-count = { $count ->
    [one] Una puerta
   *[other] { $count } puertas
}
door-found = { $found } de { $total } puertas
door-search = Buscar puertas
door-add = Nueva puerta
door-open = Abrir ficha
door-delete = Eliminar
door-delete-title = ¿Eliminar { $name }?
door-delete-sentence = { $count ->
    [0] Ninguna persona la tiene.
    [one] Una persona la tiene.
   *[other] { $count } personas la tienen.
}
door-delete-keys = { $count ->
    [0] Ninguna llave necesita actualizarse por esto.
    [one] Una llave necesitará actualizarse y abrirá la puerta hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y abrirán la puerta hasta entonces.
}
door-deleting = Eliminando la puerta
door-deleted = { $count ->
    [0] La puerta se ha eliminado.
    [one] La puerta se ha eliminado. Una llave necesita actualizarse.
   *[other] La puerta se ha eliminado. { $count } llaves necesitan actualizarse.
}
door-none = Aún no hay puertas
door-none-next = Añada la primera puerta y désela después a las personas.
door-none-found = No se ha encontrado ninguna puerta
door-none-found-next = Pruebe con menos letras.
door-column-name = Nombre
door-column-where = Ubicación
door-column-users = Personas
door-column-number = Número
door-new = Nueva puerta
door-new-detail = Aún sin guardar
door-gone = Ya no está
door-name = Nombre
door-where = Dónde está
door-panel-keys = En las llaves
door-number-hint = Las llaves llevan este número. No cambia nunca y se comunica a la cerradura.
door-number-later = Se asigna al guardar la puerta
door-no-impact = Las llaves llevan el número, no el nombre: ninguna llave necesita actualizarse.
door-saved = Guardado.
door-holders = Personas
door-holders-of = Personas de { $name }
door-holders-none = Nadie puede abrir esta puerta
door-holders-none-next = Désela a las personas en sus propias pantallas.
door-holders-beyond = { $count ->
    [one] Una persona más a la que usted no puede ver.
   *[other] { $count } personas más a las que usted no puede ver.
}

## Actualización automática de llaves

automatic-sentence = Ponga una llave tras otra en el codificador. Cada una se actualiza automáticamente.
automatic-begin = Empezar
automatic-stop = Detener
automatic-stopped = Detenido
automatic-stopped-next = Pulse Empezar y ponga una llave tras otra en el codificador.
automatic-updated = Actualizadas
automatic-re-edited = Reeditadas
automatic-refused = Rechazadas
automatic-events = Eventos
automatic-none = Aún no hay llaves
automatic-none-next = Las llaves actualizadas aparecen aquí.
automatic-until = Válida hasta el { $until }

## Registro de accesos

trail-search = Buscar puertas y personas
trail-count = { $count ->
    [one] Un evento
   *[other] { $count } eventos
}
trail-found = { $found } de { $total } eventos
trail-days = Su grupo ve los últimos { $count } días.
trail-all = Todo
trail-opened = Aperturas
trail-refused = Rechazos
trail-battery = Batería
trail-open = Abrir la persona
trail-none = Todavía no hay eventos
trail-none-next = Las puertas no están en red. Las llaves que registran aperturas llevan los eventos, que aparecen aquí cuando una de ellas pasa por un codificador.
trail-none-found = Ningún evento encontrado
trail-none-found-next = Pruebe con otras palabras o muestre todos los eventos.
trail-column-time = Hora
trail-column-door = Punto de acceso
trail-column-person = Persona
trail-column-event = Evento
trail-column-received = Recibido
trail-somebody = Otra persona
trail-somebody-hint = Una persona de otra partición.
trail-event-opened = Apertura
trail-event-battery = La batería está baja
trail-event-memory = La memoria de la cerradura está llena: una llave que olvidó puede volver en una versión anterior
trail-event-clocks = La llave se escribió más tarde que el reloj de la puerta: uno de los dos relojes va mal
trail-event-unknown = Un evento que esta versión no conoce
trail-refused-altered = Rechazo: no es una llave válida de esta instalación
trail-refused-cancelled = Rechazo: anulada
trail-refused-old-image = Rechazo: aquí hubo antes una versión más nueva de la llave
trail-refused-not-active = Rechazo: aún no es válida
trail-refused-expired = Rechazo: ya no es válida
trail-refused-out-of-date = Rechazo: no actualizada a tiempo
trail-refused-emergency = Rechazo: emergencia
trail-refused-not-here = Rechazo: sin derecho a esta puerta
trail-refused-not-now = Rechazo: no a esta hora
trail-refused-privacy = Rechazo: cerrada desde dentro
trail-refused-pin = Rechazo: falta el código o es incorrecto
trail-refused-not-understood = Rechazo: la cerradura no entiende la llave
trail-unproven = { $event } (sin probar)
trail-unproven-hint = La cerradura de esta puerta no escribió este registro, o no en esta llave. No se fíe de él.

## Operadores

operator-count = { $count ->
    [one] Un operador
   *[other] { $count } operadores
}
operator-found = { $found } de { $total } operadores
operator-search = Buscar operadores
operator-add = Nuevo operador
operator-open = Abrir ficha
operator-delete = Eliminar
operator-delete-title = ¿Eliminar { $name }?
operator-delete-sentence = Nadie podrá iniciar sesión con esta cuenta. El auditor del sistema conserva el nombre y lo que se hizo.
operator-deleted = El operador se ha eliminado.
operator-none = No hay operadores
operator-none-next = Añada un operador por cada persona que trabaje en este puesto.
operator-none-found = No se ha encontrado ningún operador
operator-none-found-next = Pruebe con menos letras.
operator-column-state = Estado
operator-enabled = Habilitado
operator-disabled = Deshabilitado
operator-locked = Bloqueado hasta que se desbloquee
operator-locked-until = Bloqueado hasta { $until }
operator-locked-why = { $state }: se escribió mal la contraseña demasiadas veces.
operator-state-enabled = Puede iniciar sesión
operator-state-disabled = No puede iniciar sesión
operator-on = Sí
operator-off = No
operator-never = Nunca
operator-new = Nuevo operador
operator-new-detail = Aún sin guardar
operator-new-note = El operador elige otra contraseña al iniciar sesión por primera vez.
operator-gone = Ya no está
operator-oneself = Es usted. Otro operador cambia su grupo y si puede iniciar sesión. Su contraseña y su idioma están en Mis ajustes.
operator-panel-changes = Lo que cambia con el otro grupo
operator-panel = Operador
operator-panel-sign-in = Inicio de sesión
operator-name = Nombre
operator-user-name = Nombre de usuario
operator-user-name-hint = Sirve para iniciar sesión. Las mayúsculas y minúsculas no importan.
operator-group = Grupo
operator-group-choose = Elija un grupo
operator-group-search = Buscar grupos
operator-group-none-found = No se ha encontrado ningún grupo
operator-group-hint = Lo que puede hacer el operador depende del grupo.
operator-group-of = Grupo { $group }
operator-may-sign-in = Puede iniciar sesión
operator-may-sign-in-hint = Desmárquelo para quien se ausente mucho tiempo.
operator-must-change = Debe cambiarse al iniciar sesión
operator-password-own = Elegida por el operador
operator-last-sign-in = Última sesión
operator-second-factor = Segundo factor
operator-second-factor-remove = Quitar el segundo factor
operator-second-factor-title = ¿Quitar el segundo factor de { $name }?
operator-second-factor-sentence = Después bastará la contraseña. Hágalo para quien haya perdido su autenticador.
operator-second-factor-removed = El segundo factor se ha quitado.
operator-release = Desbloquear
operator-released = El operador puede iniciar sesión de nuevo.
operator-password-hint = Al menos { $min } caracteres. Debe cambiarse al iniciar sesión.
operator-password-sentence = Para un operador que ha olvidado la contraseña.
operator-password-new = Establecer una contraseña nueva…
operator-password-title = Nueva contraseña de { $name }
operator-password-subtitle = Comuníquesela al operador. Debe cambiarse al iniciar sesión.
operator-password-two-factor = El segundo factor se pierde con la contraseña anterior. Puede configurarse de nuevo tras iniciar sesión.
operator-password-set-it = Establecer la contraseña
operator-password-setting = Estableciendo la contraseña…
operator-password-set = La contraseña se ha establecido.
operator-added = El operador se ha añadido.
operator-saved = Guardado.
operator-no-impact = Lo que puede hacer el operador sigue igual.
operator-impact-disabled = El operador ya no podrá iniciar sesión, y se le detiene en su próxima acción.
rights-same = El otro grupo puede hacer lo mismo.
rights-gained = { $gained ->
    [one] Gana un permiso.
   *[other] Gana { $gained } permisos.
}
rights-lost = { $lost ->
    [one] Pierde un permiso.
   *[other] Pierde { $lost } permisos.
}
rights-both = { $gained ->
    [one] Gana un permiso,
   *[other] Gana { $gained } permisos,
} { $lost ->
    [one] pierde uno.
   *[other] pierde { $lost }.
}

## Particiones

partition-count = { $count ->
    [one] Una partición
   *[other] { $count } particiones
}
partition-found = { $found } de { $total } particiones
partition-search = Buscar particiones
partition-add = Nueva partición
partition-open = Abrir ficha
partition-delete = Eliminar
partition-none = Ninguna partición a su alcance
partition-none-next = Pida acceso a un administrador.
partition-none-found = No se ha encontrado ninguna partición
partition-none-found-next = Pruebe con menos letras.
partition-name = Nombre
partition-description = Descripción
partition-unseen = Su grupo no puede verlas.
partitions-on = Se usan particiones
partitions-on-sentence = Cada grupo de operadores ve y cambia solo lo que está en las particiones a las que puede acceder.
partitions-off = No se usan particiones
partitions-off-sentence = Con particiones, grupos distintos de operadores se ocupan de partes distintas de la instalación. Sin ellas todo está en General y al alcance de todos los grupos.
partitions-off-kept = Todos pueden acceder a todo, esté en la partición que esté. Dónde está cada cosa y quién puede acceder a qué se conserva para cuando vuelvan a usarse.
partitions-switch-on = Usar particiones…
partitions-switch-off = Dejar de usar particiones…
partitions-on-title = ¿Usar particiones?
partitions-on-what = A partir de entonces cada grupo puede acceder solo a lo que está en las particiones que se le han dado. Lo que esto quita ahora:
partitions-on-go = Usar particiones
partitions-off-title = ¿Dejar de usar particiones?
partitions-off-what = A partir de entonces todos los grupos pueden acceder a todo, según sus permisos globales. Lo que esto da ahora:
partitions-off-go = Dejar de usarlas
partitions-no-effect = Ningún grupo gana ni pierde nada.
partitions-effects = Grupos que ganan o pierden
partitions-column-effect = Qué cambia
partitions-switched-on = Se usan particiones.
partitions-switched-off = Ya no se usan particiones.
partition-new = Nueva partición
partition-new-detail = Aún sin guardar
partition-new-reach = Solo el grupo Administrador puede acceder a una partición nueva. Désela a otros grupos en sus propias pantallas.
partition-gone = Ya no está
partition-panel = Partición
partition-panel-contents = Qué contiene
partition-groups = Grupos con acceso
partition-general = Lo que no pertenece a otra partición está en General. Se puede renombrar, pero no eliminar.
partition-no-impact = Un nombre no cambia nada en llaves ni permisos.
partition-added = La partición se ha añadido. De momento solo puede acceder a ella el grupo Administrador.
partition-saved = Guardado.
partition-deleted = La partición se ha eliminado.
partition-delete-title = ¿Eliminar { $name }?
partition-delete-sentence = Lo que contiene pasa a otra partición. Quien pueda acceder a esa podrá acceder entonces también a ello.
partition-delete-people = { $count ->
    [0] No pasa ninguna persona.
    [one] Pasa una persona.
   *[other] Pasan { $count } personas.
}
partition-delete-doors = { $count ->
    [0] No pasa ninguna puerta.
    [one] Pasa una puerta.
   *[other] Pasan { $count } puertas.
}
partition-delete-groups = { $count ->
    [0] Ningún grupo pierde el acceso.
    [one] Un grupo pierde el acceso.
   *[other] { $count } grupos pierden el acceso.
}
partition-delete-to = A dónde pasa

## Red

network-count = { $count ->
    [0] Ningún codificador
    [one] Un codificador
   *[other] { $count } codificadores
}
network-light = Luz
network-light-hint = Indica espera, fin y error, en los codificadores que lo permiten.
network-sound = Sonido
network-sound-hint = Pita cuando una llave está lista o se rechaza, en los codificadores que lo permiten.
network-wait = Espera de una llave
network-seconds = { $count ->
    [one] Un segundo
   *[other] { $count } segundos
}
network-kept = Las opciones de { $encoder } se han guardado.
network-test = Prueba de escritura
network-test-hint = Escribe una tarjeta en blanco, la lee, compara y la borra.
network-test-place = Coloque una tarjeta en blanco
network-test-passed = El codificador escribe y lee como debe
network-test-passed-next = La tarjeta vuelve a estar en blanco. Retírela.
network-test-key = Esto es una llave, no una tarjeta en blanco
network-test-key-next = No se ha cambiado nada. Use una tarjeta en blanco.

## Grupos de operadores

rights-all-of = todo { $menu }
rights-of = { $entry } ({ $deeds })
rights-in = En { $partitions }: { $rights }
rights-gains = Gana
rights-loses = Pierde
rights-hotel = iconos de hotel al iniciar sesión
rights-programmer = todas las puertas con el programador portátil
rights-audit = los puntos de acceso de todas las particiones en el registro
rights-audit-days = el registro anterior a los últimos { $from } días
rights-nobody = sin operadores
rights-who = { $count ->
    [one] un operador: { $names }
   *[other] { $count } operadores: { $names }
}
rights-who-more = { $count } operadores, entre ellos { $names }
rights-summary = { $count ->
    [0] Nadie está en un grupo al que esto afecte.
    [one] Un operador gana o pierde permisos en su próxima acción.
   *[other] { $count } operadores ganan o pierden permisos en su próxima acción.
}
rights-search = Buscar permisos
rights-lacks = Su propio grupo no tiene este permiso.
rights-lacks-here = Su propio grupo no tiene este permiso en esta partición.
rights-administrators = Los administradores lo tienen todo.
rights-not-given = No está marcado en { $group }.
rights-no-access = { $group } no tiene acceso a esta partición.
rights-taken-away = A { $group } se le ha quitado este permiso en esta partición.
explain-open = Derechos y motivos
explain-title = Qué puede hacer { $name }
explain-group = Grupo { $group }
explain-partition = Partición
explain-all = Todo
explain-can = Puede
explain-can-not = No puede
explain-hint = Lo que impide un permiso está a su lado.
explain-count = { $count } de { $total } permisos aquí
explain-administrator = Los administradores pueden hacerlo todo, en cada partición.
explain-nothing = No hay nada que mostrar.

group-list-title = Grupos de operadores
group-search = Buscar grupos
group-count = { $count ->
    [one] Un grupo
   *[other] { $count } grupos
}
group-found = { $found } de { $total } grupos
group-add = Nuevo grupo
group-copy = Copiar
group-open = Abrir
group-delete = Eliminar
group-column-name = Nombre
group-column-above = Depende de
group-column-operators = Operadores
group-column-reach = Alcance
group-column-description = Descripción
group-reach-own = Su grupo
group-reach-below = Depende del suyo
group-reach-out = Fuera de su alcance
group-out-hint = Este grupo no depende del suyo. Solo pueden abrirlo los que están por encima de él.
group-none-found = Ningún grupo encontrado
group-none-found-next = Pruebe con menos letras o con otras.
group-none = Todavía no hay grupos
group-none-next = Cree un grupo por cada tipo de trabajo: recepción, pisos, mantenimiento.
group-new = Nuevo grupo de operadores
group-new-detail = Dependerá de su propio grupo y no podrá tener más que él.
group-gone = Este grupo no se puede mostrar
group-saved = El grupo se ha guardado.
group-deleted = El grupo se ha eliminado.
group-copy-of = Copia de { $name }
group-panel-group = Grupo
group-name = Nombre
group-description = Descripción
group-above = Depende de
group-above-top = Ningún grupo; puede hacerlo todo
group-panel-settings = Ajustes
group-hotel = Interfaz de hotel
group-hotel-hint = Iconos de acceso rápido al iniciar sesión.
group-programmer = Gestiona todas las puertas con el programador portátil
group-programmer-hint = También las de otras particiones.
group-audit-all = El registro muestra los puntos de acceso de todas las particiones
group-audit-all-hint = Si no, solo los de las particiones del grupo.
group-audit-days = Registro limitado a los últimos días
group-audit-days-hint = No se muestran los eventos anteriores.
group-audit-days-count = Días
group-audit-days-most = Como mucho { $count }: su propio grupo no ve más.
group-panel-permissions = Permisos globales
group-permissions-count = { $count } de { $total }
group-panel-partitions = Particiones
group-partition-access = Acceso
group-partition-custom = Permisos propios
group-partition-of = Permisos para { $partition }
group-partition-hint = Aquí se pueden quitar marcas, pero no añadir más que las globales.
group-partition-none = Sin marcas: no se puede hacer nada con lo que hay en esta partición.
group-partition-less = Su propio grupo tiene menos aquí; por eso este grupo tiene marcas propias.
group-partition-none-global = Marque antes permisos globales.
group-partitions-hidden = { $count ->
    [one] Otra partición, fuera de su alcance, queda como está.
   *[other] Otras { $count } particiones, fuera de su alcance, quedan como están.
}
group-operators = { $count ->
    [one] un operador
   *[other] { $count } operadores
}
group-members = Operadores
group-members-of = Operadores de { $name }
group-members-none = Sin operadores
group-members-none-next = Un operador recibe su grupo en su propia pantalla.
group-member-name = Nombre
group-member-user-name = Nombre de usuario
group-member-state = Inicio de sesión
group-member-enabled = Permitido
group-member-disabled = No permitido
group-no-impact = Nadie gana ni pierde permisos con esto.
group-save-title = ¿Guardar { $name }?
group-save-sentence = Esto es lo que cada uno gana y pierde, en su próxima acción.
group-delete-title = ¿Eliminar { $name }?
group-delete-sentence = { $count ->
    [0] El grupo no tiene operadores.
    [one] Tiene un operador: { $names }.
   *[other] Tiene { $count } operadores: { $names }.
}
group-delete-sentence-more = Tiene { $count } operadores, entre ellos { $names }.
group-delete-below = { $count ->
    [one] El grupo que depende de él, { $names }, sube y puede hacer lo que podía.
   *[other] Los grupos que dependen de él, { $names }, suben y pueden hacer lo que podían.
}
group-delete-move = Mover los operadores a otro grupo
group-delete-with = Eliminar también los operadores
group-delete-with-hint = Ya no podrán iniciar sesión. Sus nombres quedan en el auditor.
group-delete-target = Al grupo
group-delete-choose = Elija un grupo
group-delete-no-move = Su grupo no puede modificar operadores.
group-delete-no-delete = Su grupo no puede eliminar operadores.
group-days-fault = De 1 a 3650 días.
group-name-taken = Otro grupo tiene este nombre. Elija otro.

## Seguridad

security-detail = Lo que esta instalación pide a quien inicia sesión
security-read-only = Solo los administradores cambian estas opciones.
security-saved = Guardado. Se aplica a partir del próximo inicio de sesión.
security-next = Se aplica a partir del próximo inicio de sesión.
security-enrol = { $count ->
    [0] Todos tienen ya un segundo factor.
    [one] Un operador tendrá que configurar un segundo factor en el próximo inicio de sesión.
   *[other] { $count } operadores tendrán que configurar un segundo factor en su próximo inicio de sesión.
}
security-sign-in = Inicio de sesión
security-failures = Intentos fallidos antes de bloquear una cuenta
security-failures-hint = El último administrador nunca se bloquea; cada comprobación tarda más.
security-window = Contar los intentos fallidos durante (minutos)
security-until-released = Bloqueada hasta que un administrador la desbloquee
security-lockout = Bloqueada durante (minutos)
security-passwords = Contraseñas
security-length = Longitud mínima
security-length-hint = Se aplica a las contraseñas nuevas.
security-history = Contraseñas anteriores que no se pueden reutilizar
security-expires = Las contraseñas caducan
security-expires-hint = No se aconseja: la gente elige entonces otras más débiles.
security-days = Caducan después de (días)
security-two-factor = Segundo factor
security-two-factor-all = Todos inician sesión con un código de una aplicación de autenticación
security-two-factor-all-hint = Quien no lo tenga lo configura en el próximo inicio de sesión.
security-idle = Bloqueo por inactividad
security-idle-minutes = Bloquear la pantalla después de (minutos)
security-idle-hint = Cuenta desde la última tecla o el último clic.

## Auditor del sistema

auditor-title = Auditor del sistema
auditor-count = { $count ->
    [one] Una entrada
   *[other] { $count } entradas
}
auditor-found = { $found } de { $total } entradas
auditor-search = Buscar nombres y puestos
auditor-from = Desde el día
auditor-until = Hasta el día
auditor-anybody = Cualquiera
auditor-system = El propio sistema
auditor-anything = Cualquier acción
auditor-any-subject = Sobre cualquier cosa
auditor-show-all = Mostrar todo
auditor-none-found = Ninguna entrada coincide
auditor-none-found-next = Busque otras palabras o quite filtros.
auditor-open = Mostrar entrada
auditor-verify = Verificar
auditor-purge = Purgar
auditor-check = Comprobar un archivo purgado
auditor-column-when = Cuándo
auditor-column-who = Quién
auditor-column-what = Qué
auditor-column-kind = Tipo
auditor-column-subject = Sobre qué
auditor-column-desk = Puesto
auditor-column-number = Número

auditor-entry = Entrada
auditor-entry-number = Entrada { $number }
auditor-hash = Huella
auditor-field = Campo
auditor-before = Antes
auditor-after = Después
auditor-value = Valor
auditor-no-fields = Esta entrada no nombra campos.
auditor-yes = Sí
auditor-no = No
auditor-rights = { $count ->
    [0] { $rights }
   *[other] { $rights }; quedan { $count }
}
auditor-unreadable = Ilegible: { $raw }

auditor-verify-title = Verificar el auditor del sistema
auditor-verifying = Repasando cada entrada…
auditor-holds = Cada entrada está como se escribió y no falta ninguna.
auditor-verified = Verificado
auditor-verified-at = Verificado { $at }
auditor-verified-by = Verificado por
auditor-entries = Entradas
auditor-head = Última entrada
auditor-purged-before = Purgadas antes
auditor-head-hash = Huella de la última entrada
auditor-head-hint = Guarde esta página en otro lugar. Mientras la entrada de este número tenga esta huella, nada anterior se ha cambiado.
auditor-broken-next = No cambie nada. Guarde una copia de la carpeta de la instalación y averigüe quién tuvo acceso a este equipo. Las entradas anteriores a la nombrada aquí siguen siendo buenas.
auditor-broken-altered = La entrada { $number } no es la que se escribió.
auditor-broken-missing = Falta la entrada { $number }.
auditor-broken-no-beginning = Falta la entrada { $number } al principio y ninguna purga la retiró.
auditor-broken-purge-altered = Se alteró la línea que dejó una purga de las entradas hasta la { $number }.
auditor-broken-purge-missing = Se purgaron entradas desde la { $number } y falta la línea que dejó la purga.
auditor-broken-purge-untold = La entrada { $number } contaba una purga y falta.
auditor-broken-purge-unknown = La entrada { $number } cuenta una purga que no dejó ninguna línea.
auditor-broken-site-key = Se cambió la clave de esta instalación en la base de datos. Las firmas de las purgas ya no significan nada.

statement-title = Auditor del sistema
statement-file = Keydesk auditor del sistema
statement-what = Se repasó cada entrada del auditor del sistema de esta instalación. Todas están como se escribieron y no falta ninguna.
statement-hash = La huella de la última entrada abarca todas las anteriores:
statement-how = Para comparar: mientras la entrada del número de arriba tenga esta huella, nada anterior se ha cambiado. Sistema > Auditor del sistema muestra la huella de cada entrada.

purge-title = Purgar el auditor del sistema
purge-sentence = Las entradas antiguas se escriben en un archivo, que se vuelve a leer y se verifica. Después se retiran de aquí. Lo que queda se firma con la clave de la instalación. Las entradas de las últimas 24 horas siempre se quedan.
purge-before = Entradas anteriores al
purge-count = { $count ->
    [one] Una entrada, la número { $through }
   *[other] { $count } entradas, hasta la número { $through }
}
purge-what = { $count ->
    [one] Una entrada, la número { $through }, a { $path }
   *[other] { $count } entradas, hasta la número { $through }, a { $path }
}
purge-file = Escribirlas en
purge-file-hint = Un archivo nuevo. Guárdelo mientras se pueda preguntar por las entradas.
purge-file-name = auditor del sistema
purge-next = Siguiente
purge-working = Escribiendo, releyendo, retirando…
purge-done = Las entradas están en el archivo y la cadena continúa.
purge-nothing = No hay entradas tan antiguas. Elija un día posterior; las últimas 24 horas siempre se quedan.
purge-broken = No se purgó nada. { $what } Verificar muestra más.
purge-exists = { $path } ya existe y se dejó como está. Elija otro nombre.
purge-cannot-write = No se puede escribir { $path }. No se purgó nada. Elija otra carpeta.
purge-file-disk-full = No hay sitio para { $path }. No se purgó nada. Haga sitio o elija otro disco.
purge-read-back-differs = { $path } no se lee como se escribió. No se purgó nada. Elija otro disco.
purged-count = Entradas
purged-numbers = Números
purged-entries = { $first } a { $through }
purged-at = Purgado
purged-by = Por
purged-confirmed-by = Confirmado por
purged-file = Archivo
purged-digest = SHA-256
auditor-checking = Leyendo el archivo…
auditor-file-holds = El archivo es el que escribió la purga y cada entrada es correcta.
check-cannot-read = No se puede leer { $path }. Elija otro archivo.
check-not-a-purge = Este no es un archivo de entradas purgadas. Elija otro.
check-altered = La entrada { $number } de este archivo no es la que se escribió.
check-cut-off = Falta el final de este archivo.
check-differs = Este archivo no es el que escribió la purga. Se cambió algo en él.
check-unknown = Ninguna purga de esta instalación dejó este archivo. Las entradas encajan entre sí.
check-purge-altered = Se alteró la línea que la purga dejó en la base de datos. Verificar muestra más.

## Cuatro ojos

four-eyes-purge-audit = Confirmar la purga
four-eyes-show-recovery = Confirmar que se muestre la hoja de recuperación
four-eyes-renew-card-keys = Confirmar la renovación de las claves de tarjeta
four-eyes-sentence = Esto requiere a dos. Un segundo operador que también pueda hacerlo confirma aquí. Ambos nombres quedan en el auditor del sistema.
four-eyes-confirm = Confirmar
four-eyes-confirming = Comprobando…
four-eyes-alone = Aquí nadie más puede confirmarlo. Solicítelo ahora; podrá hacerlo dentro de 24 horas, y hasta entonces se puede anular.
four-eyes-ask = Solicitarlo
four-eyes-waiting = Usted lo solicitó { $at }. Se puede hacer a partir de { $due }.
four-eyes-of-another = { $by } lo solicitó { $at } y puede hacerlo a partir de { $due }. Se puede anular.
four-eyes-due = Usted lo solicitó y el tiempo ha pasado. Ya se puede hacer.
four-eyes-go-on = Hacerlo ahora
four-eyes-call-off = Anular la solicitud
four-eyes-same = El segundo operador debe ser otra persona.
four-eyes-not-entitled = Este operador tampoco puede hacerlo. Pídaselo a alguien que pueda.
four-eyes-unfinished = Este operador debe iniciar sesión antes: le falta una contraseña nueva o un segundo factor.
four-eyes-not-yet = Otra persona creó o modificó esta cuenta, o sus permisos, hace menos de un día. Podrá confirmar a partir del { $from }. Pídalo a otro operador o espere.
four-eyes-you-not-yet = Otra persona creó o modificó su cuenta, o sus permisos, hace menos de un día. Podrá hacer esto con un segundo operador a partir del { $from }.
four-eyes-too-old = La confirmación tiene más de cinco minutos. Pida que se confirme de nuevo.
four-eyes-other-session = La confirmación era para la sesión de otra persona. Pida que se confirme de nuevo.
four-eyes-other-can = Ahora otra persona puede confirmarlo. Pídaselo a ese operador.
four-eyes-not-asked = Nadie lo solicitó, o se anuló. Solicítelo de nuevo.
four-eyes-not-due = Se puede hacer a partir de { $due }.

recovery-title = Hoja de recuperación
recovery-sentence = La hoja y el código juntos devuelven el secreto en el que se basan todas las llaves y cerraduras de la instalación. Haga una hoja nueva si se perdió la anterior. Las hojas hechas antes siguen sirviendo.
recovery-what = Una hoja nueva y un código nuevo
recovery-show = Hacer una hoja nueva
recovery-new = Guarde la hoja y el código en lugares distintos.

card-keys-title = Claves de tarjeta
card-keys-sentence = Cada cerradura guarda claves que abren sus tarjetas. Si roban una cerradura, renuévelas: cada tarjeta recibe claves nuevas en su próxima actualización. Cuando todas las tarjetas estén actualizadas, las claves de la cerradura robada no valdrán nada. Vuelva a configurar todas las cerraduras enseguida: una cerradura con las claves antiguas no abrirá con una tarjeta actualizada. No las renueve otra vez hasta que todas las tarjetas estén actualizadas.
card-keys-what = Claves de tarjeta nuevas para todas las llaves
card-keys-renew = Renovar las claves de tarjeta
card-keys-renewed = { $count ->
    [0] Las claves de tarjeta se han renovado.
    [one] Las claves de tarjeta se han renovado. Hay que actualizar una llave.
   *[other] Las claves de tarjeta se han renovado. Hay que actualizar { $count } llaves.
}
card-keys-none-left = Las claves de tarjeta de esta instalación se renovaron 254 veces y las tarjetas no distinguen más. No se ha cambiado nada.

## Lo que figura en el auditor del sistema

audit-role-first-start = Primer inicio
audit-role-sign-in = Inicio de sesión
audit-role-demo = Demostración
audit-action-site-made = Instalación creada
audit-action-demo-made = Demostración creada
audit-action-code-taken = Código aceptado
audit-action-signed-in = Sesión iniciada
audit-action-sign-in-failed = Inicio de sesión fallido
audit-action-operator-locked-out = Operador bloqueado
audit-action-signed-out = Sesión cerrada
audit-action-screen-locked = Pantalla bloqueada
audit-action-password-changed = Contraseña cambiada
audit-action-settings-changed = Ajustes propios cambiados
audit-action-user-added = Usuario añadido
audit-action-user-changed = Usuario cambiado
audit-action-user-deleted = Usuario eliminado
audit-action-user-banned = Usuario vetado
audit-action-user-unbanned = Veto levantado
audit-action-access-changed = Acceso cambiado
audit-action-door-added = Puerta añadida
audit-action-door-changed = Puerta cambiada
audit-action-door-deleted = Puerta eliminada
audit-action-key-assignment-begun = Asignación de llave iniciada
audit-action-key-update-begun = Actualización de llave iniciada
audit-action-card-made-ours = Tarjeta incorporada a la instalación
audit-action-serial-taken = Tarjeta rechazada: otra tenía su número de serie
audit-action-key-written = Llave escrita
audit-action-key-writing-open = Escritura de llave abierta
audit-action-key-settled = Estado de la llave aclarado
audit-action-key-put-back = La llave contiene una escritura anterior
audit-action-key-altered = Llave alterada
audit-action-key-newer = Llave más reciente que la base de datos
audit-action-key-earlier-numbering = Llave anterior a la recuperación
audit-action-key-not-understood = Llave escrita por un Keydesk más reciente
audit-action-mismatches-seen = Constancia de las llaves que difieren
audit-action-key-assignment-undone = Asignación de llave deshecha
audit-action-key-update-undone = Actualización de llave deshecha
audit-action-key-given-up = Primera llave abandonada
audit-action-encoder-changed = Codificador cambiado
audit-action-encoder-tested = Codificador probado
audit-action-password-reset = Contraseña restablecida
audit-action-operator-added = Operador añadido
audit-action-operator-changed = Operador cambiado
audit-action-operator-deleted = Operador eliminado
audit-action-operator-released = Operador desbloqueado
audit-action-two-factor-on = Doble factor activado
audit-action-two-factor-off = Doble factor desactivado
audit-action-group-added = Grupo añadido
audit-action-group-changed = Grupo cambiado
audit-action-group-deleted = Grupo eliminado
audit-action-partition-added = Partición añadida
audit-action-partition-changed = Partición cambiada
audit-action-partition-deleted = Partición eliminada
audit-action-partitions-switched = Particiones activadas o desactivadas
audit-action-security-changed = Opciones de seguridad cambiadas
audit-action-audit-purged = Auditor del sistema purgado
audit-action-act-delayed = Acto solicitado
audit-action-act-called-off = Acto anulado
audit-action-time-confirmed = Hora confirmada
audit-action-recovery-shown = Hoja de recuperación hecha
audit-action-card-keys-renewed = Claves de tarjeta renovadas
audit-action-later-card-keys-found = Tarjeta con claves más recientes encontrada
audit-action-card-keys-renewed-again = Claves de tarjeta renovadas otra vez: una tarjeta ya las tenía
audit-action-alteration-found = Alteración externa encontrada
audit-subject-site = Instalación
audit-subject-operator = Operador
audit-subject-user = Usuario
audit-subject-door = Puerta
audit-subject-key = Llave
audit-subject-encoder = Codificador
audit-subject-group = Grupo de operadores
audit-subject-partition = Partición
audit-subject-security = Seguridad
audit-subject-auditor = Auditor del sistema
audit-field-title = Tratamiento
audit-field-first-name = Nombre
audit-field-last-name = Apellidos
audit-field-external-id = ID externo
audit-field-partition = Partición
audit-field-general = Campos libres
audit-field-wiegand = Código Wiegand
audit-field-authorization-codes = Códigos de autorización
audit-field-phone = Teléfono
audit-field-activation = Activación
audit-field-expiration = Caducidad
audit-field-update-period = Periodo de actualización
audit-field-given = Puertas dadas
audit-field-taken-away = Puertas retiradas
audit-field-given-to = Dada a
audit-field-given-to-others = Dada a, otras personas
audit-field-given-to-numbers = Dada a, números de registro
audit-field-taken-from = Retirada a
audit-field-taken-from-others = Retirada a, otras personas
audit-field-taken-from-numbers = Retirada a, números de registro
audit-field-pin = PIN
audit-field-picture = Foto
audit-field-people = Personas
audit-field-doors = Puertas
audit-field-events = Eventos
audit-field-reason = Motivo
audit-field-failures = Fallos
audit-field-encoder = Codificador
audit-field-theme = Colores
audit-field-language = Idioma
audit-field-waiting-seconds = Segundos de espera de la llave
audit-field-light = Luz
audit-field-sound = Sonido
audit-field-result = Resultado
audit-field-administrator = Administrador
audit-field-the-key-says = La llave dice
audit-field-the-key-said = La llave decía
audit-field-writing = Número de escritura
audit-field-valid-until = Válida hasta
audit-field-serial = Número de serie
audit-field-may-open-doors-until = Puede abrir puertas hasta
audit-field-re-edition = Reedición
audit-field-people-who-had-it = Personas que la tenían
audit-field-number = Número
audit-field-description = Descripción
audit-field-audit-trail-days = Días del registro
audit-field-audit-trail-of-all-partitions = Registro de todas las particiones
audit-field-clock = Reloj
audit-field-enabled = Inicio de sesión permitido
audit-field-failures-count-for-minutes = Contar los intentos fallidos durante (minutos)
audit-field-failures-that-lock = Intentos fallidos antes de bloquear una cuenta
audit-field-group = Grupo
audit-field-hotel-interface = Interfaz de hotel
audit-field-idle-lock-minutes = Bloqueo por inactividad (minutos)
audit-field-locked-for-minutes = Bloqueada durante (minutos)
audit-field-moved-to = Pasa a
audit-field-not-locked = No bloqueado
audit-field-operators = Operadores
audit-field-partitions = Particiones
audit-field-partitions-in-use = Particiones en uso
audit-field-password-days = La contraseña caduca después de (días)
audit-field-password-history = Contraseñas anteriores que no se pueden reutilizar
audit-field-password-length = Longitud mínima de la contraseña
audit-field-permissions = Permisos
audit-field-programmer-for-all-doors = Programador portátil para todas las puertas
audit-field-screen = Pantalla
audit-field-second-factor-for-all = Segundo factor para todos
audit-field-user-name = Nombre de usuario
audit-field-wrong = Erróneo
audit-field-name = Nombre
audit-field-act = Acto
audit-field-due = A partir de
audit-field-asked-by = Solicitado por
audit-field-confirmed-by = Confirmado por
audit-field-time = Hora
audit-field-keys-to-be-written-anew = Llaves que hay que escribir de nuevo
audit-field-keys = Llaves
audit-field-card-keys = Claves de tarjeta, veces renovadas
audit-field-acts-called-off = Actos anulados
audit-field-first-entry = Primera entrada
audit-field-last-entry = Última entrada
audit-field-entries = Entradas
audit-field-file = Archivo
audit-field-file-digest = SHA-256 del archivo

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

## Teclas

keys-ctrl = Ctrl
keys-command = ⌘
keys-alt = Alt
keys-delete = Supr
keys-enter = Intro
