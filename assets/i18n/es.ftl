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
entry-operators = Operadores
entry-partitions = Particiones
entry-network = Red

## El escritorio

desk-demo = Instalación de demostración
desk-tray-show = Mostrar sus tarjetas
desk-tray-hide = Ocultar sus tarjetas
desk-writing = Se está escribiendo una llave. Espere a que termine y cierre después la ventana.

deed-settings = Mis ajustes
deed-lock = Bloquear la pantalla
deed-sign-out = Cerrar sesión

guard-title = ¿Guardar los cambios?
guard-sentence = En esta pantalla hay cambios sin guardar.
guard-save = Guardar
guard-discard = No guardar
guard-stay = Quedarme aquí

lock-of = Bloqueada por { $name }
lock-unlock = Desbloquear
lock-unlocking = Desbloqueando…
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
settings-first-encoder = El primero encontrado
settings-encoder-absent = no conectado
settings-encoder-hint = El codificador en el que usted escribe las llaves.
settings-password = Contraseña
settings-password-old = Contraseña actual
settings-password-new = Contraseña nueva
settings-password-repeated = Repita la contraseña
settings-password-change = Cambiar contraseña
settings-password-changing = Cambiando…
settings-password-changed = La contraseña se ha cambiado. Use la nueva a partir de ahora.

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
sign-in-locked-until = Demasiadas contraseñas incorrectas. Inténtelo de nuevo después del { $until }.
sign-in-damaged = Esta cuenta está dañada. Pida a un administrador que establezca una contraseña nueva.
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
welcome-recover-sentence = La hoja y su código recuperan el secreto maestro de la instalación. Las personas y las puertas se recuperan de una copia de seguridad.
welcome-recovered = La hoja es correcta. Dé un nombre a la instalación y a su primer administrador.
welcome-site-title = La instalación y su administrador
welcome-site-sentence = El primer administrador puede hacerlo todo. Después se pueden añadir más operadores.
welcome-site = Nombre de la instalación
welcome-site-example = Hotel Aurora
welcome-user-name = Su nombre de usuario
welcome-user-name-hint = Hasta 64 caracteres.
welcome-password-hint = Al menos 12 caracteres. Sirve bien una frase que solo diría usted.
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
trouble-holds-key = Esta persona tiene una llave válida hasta el { $until }. Vete primero a la persona; elimínela cuando la llave haya terminado.
trouble-locked = La pantalla está bloqueada. Desbloquéela e inténtelo de nuevo.
trouble-conflict = { $by } guardó esto el { $at }, después de que usted lo abriera. Sus cambios siguen aquí. Muestre el estado guardado y vuelva a hacer el cambio.
trouble-taken = Ya existe otro elemento con este número o nombre. Elija uno distinto.
trouble-not-permitted = Su grupo no puede hacer esto. Consulte a un administrador.
trouble-signed-out = Su cuenta ya no está en uso. Consulte a un administrador.
trouble-no-code-left = Todos los números de puerta están en uso. Elimine una puerta que ya no exista.
trouble-disk-full = El disco está lleno. No se ha cambiado nada. Libere espacio e inténtelo de nuevo.
trouble-read-only = No se puede escribir en { $path }. Compruebe los permisos de la carpeta e inténtelo de nuevo.
trouble-cannot-open = No se puede abrir { $path }. Compruebe que el disco está conectado y que usted puede leer la carpeta.
trouble-damaged = La base de datos está dañada. Cierre Keydesk, ponga en su lugar una copia de la carpeta y vuelva a empezar.
trouble-not-ours = { $path } no es una instalación de Keydesk. Elija otra carpeta.
trouble-newer = Esta instalación se creó con un Keydesk más reciente (formato { $found }; este programa conoce el { $known }). Instale el programa más reciente.
trouble-no-site = No hay ninguna instalación en esta carpeta.
trouble-site-exists = Ya hay una instalación en esta carpeta. Inicie Keydesk de nuevo para abrirla.
trouble-database = La base de datos no ha respondido. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
trouble-database-says = La base de datos ha rechazado la operación: { $says }. Inténtelo de nuevo; si vuelve a ocurrir, reinicie Keydesk.
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
fault-phone = No es un número de teléfono: empiece por + y el prefijo del país, y siga con cifras.
fault-not-a-date = No es una fecha o no es una hora. Escríbalas así: { $example } y 14:30.
fault-outside-calendar = Las llaves solo admiten fechas de 2000 a 2199.
fault-ends-before-start = El fin debe ser posterior al inicio.
fault-too-many = Como máximo { $max }.
fault-external-id-taken = Otro elemento tiene este ID externo.
fault-name-locked = Se emitió una llave con este nombre: ya no se puede cambiar.
fault-out-of-reach = No puede usar este elemento.
fault-picture-unreadable = No es una imagen PNG ni JPEG. Elija otro archivo.
fault-picture-too-big = La imagen es demasiado grande. Elija una de 20 MB como máximo.
fault-door-name-taken = Otra puerta tiene este nombre.
fault-user-name-taken = Otro operador tiene este nombre de usuario. Elija otro.
fault-partition-name-taken = Otra partición tiene este nombre.
fault-not-chosen = Elija uno.
fault-password-short = Al menos { $min } caracteres.
fault-password-long = Como máximo { $max } caracteres.
fault-password-common = Demasiada gente usa esta contraseña. Elija otra.
fault-password-names = Es poco más que un nombre de la instalación o el suyo. Elija otra.
fault-password-pattern = Unos pocos caracteres repetidos una y otra vez se adivinan fácilmente. Elija otra.
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

light-idle = Apagada
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
key-doors = { $count ->
    [0] Ninguna puerta
    [one] Una puerta
   *[other] { $count } puertas
}
key-opens = Abre
key-opens-nothing = Esta llave no abrirá ninguna puerta. Dé antes puertas a la persona o escríbala de todos modos.
key-is-current = La llave contiene lo que debe. Recibirá una nueva fecha de fin.
key-events = { $count ->
    [one] La llave ha traído un evento.
   *[other] La llave ha traído { $count } eventos.
}

key-card-reading = Leyendo la llave…
key-card-dismiss = Descartar
key-card-enter = Enter
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
key-no-secrets = La pantalla está bloqueada
key-no-secrets-next = Desbloquéela e inténtelo de nuevo.
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
key-out-of-reach = Esta llave es de alguien a quien usted no puede ver
key-out-of-reach-next = No se ha cambiado nada. Consulte a un administrador.
key-has-key = Esta persona ya tiene una llave
key-has-key-next = Actualice esa llave en su lugar.
key-has-none = Esta persona no tiene llave
key-has-none-next = Asígnele una antes.
key-banned = Esta persona está vetada
key-banned-next = Levante el veto antes de escribir una llave.
key-person-expired = El tiempo de la persona terminó el { $at }
key-person-expired-next = Cambie «Válida hasta» en Validez y escriba después la llave.
key-does-not-fit = La llave necesita { $needed } bytes; la tarjeta tiene { $capacity }
key-does-not-fit-next = Use una tarjeta con más memoria, dé menos puertas o desactive Auditar aperturas.
key-removed = La llave se ha retirado demasiado pronto
key-removed-next = Vuelva a ponerla y repita. Lo que contiene ahora se aclarará en el próximo contacto.
key-unknown = No es seguro lo que contiene esta llave
key-unknown-next = Póngala de nuevo en el codificador para aclararlo.
key-differs = La llave no contiene lo que se ha escrito
key-differs-next = Inténtelo de nuevo. Si vuelve a ocurrir, use otra tarjeta.
key-failed = No se ha podido escribir la llave
key-failed-next = { $says }. Inténtelo de nuevo o use otra tarjeta.
key-database = No se ha podido registrar la llave
key-other-site = Esta llave es de otra instalación
key-other-site-next = No se ha cambiado nada. Use una llave de esta instalación o una tarjeta en blanco.
key-in-use = Esta tarjeta se usa para otra cosa
key-in-use-next = No se ha cambiado nada. Use una tarjeta en blanco.
key-too-small = La tarjeta tiene { $free } bytes; una llave necesita { $needed }
key-too-small-next = No se ha cambiado nada. Use una tarjeta con más memoria.
key-not-suitable = Esta tarjeta no sirve para llaves
key-not-suitable-next = No se ha cambiado nada. Use una tarjeta DESFire EV1, EV2 o EV3.

## Inicio

start-greeting = Hola, { $name }
start-today = Hoy es { $date }.
start-attention = Requiere atención
start-show-all = Mostrar todo
start-calm = Nada requiere atención
start-calm-next = Todas las llaves contienen lo que deben.
start-encoders = Codificadores
start-overview = La instalación
start-people = Personas
start-people-hint = Todas las que tienen una llave o pueden recibirla
start-doors = Puertas
start-doors-hint = Todas las que una llave puede abrir
start-unknown = La escritura se interrumpió: ponga estas llaves en el codificador
start-expired = Estas llaves ya no abren nada
start-re-edition-required = Estas llaves necesitan una nueva estructura: póngalas en un codificador
start-update-required = Estas llaves aún no contienen lo que se ha cambiado
start-expires-soon = Estas llaves terminan pronto
start-update-recommended = Ha pasado más de la mitad de su tiempo
start-synchronized = Estas llaves contienen lo que deben
start-no-key = Personas sin llave
start-banned = Personas que no deben abrir nada
tile-update-key = Poner al día una llave
tile-new-user = Añadir a quien recibirá una llave
tile-users = Buscar personas, cambiar puertas, grabar llaves
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
    [one] La persona está vetada.
   *[other] { $count } personas están vetadas.
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
user-picture = Elegir imagen
user-picture-remove = Quitar
user-picture-title = Imagen de la persona
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
user-key-until = Válida hasta
user-key-written = Escrita
user-key-serial = Número de serie
user-key-memory = Memoria
user-key-bytes = { $needed } de { $capacity } bytes
user-doors = Puertas
user-show-theirs = Mostrar el estado guardado
user-is-banned = Esta persona está vetada: no se escribe ninguna llave.
user-saved = Guardado.
user-saved-update = Guardado. La llave necesita actualizarse.
user-saved-re-edition = Guardado. La llave necesita una reedición en un codificador.
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
option-override-privacy = Anular privacidad
hint-override-privacy = Abre también cuando la puerta está cerrada por dentro con el pestillo.
option-override-lockdown = Anular bloqueo de emergencia
hint-override-lockdown = Abre también durante un bloqueo de emergencia.
option-set-lockdown = Activar bloqueo de emergencia
hint-set-lockdown = Puede iniciar y terminar un bloqueo de emergencia en una puerta.
option-office = Modo oficina
hint-office = Puede dejar abierta una puerta y volver a cerrarla.
option-audit-openings = Auditar aperturas
hint-audit-openings = La llave anota las puertas que abre y trae consigo las anotaciones.
option-antipassback = Antipassback
hint-antipassback = Quien ha entrado debe salir antes de volver a entrar.
option-cancellable = Se puede cancelar
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
doors-all-found = Elegir todas las encontradas
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
edit-refused-sentence = Todas las demás están guardadas. Estas siguen seleccionadas, para que pueda hacerlo de otro modo.
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
    [one] Una persona la tiene. Su llave necesita actualizarse y abre la puerta hasta entonces.
   *[other] { $count } personas la tienen. Sus llaves necesitan actualizarse y abren la puerta hasta entonces.
}
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
operator-locked = Bloqueado hasta liberarlo
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
operator-panel = Operador
operator-panel-sign-in = Inicio de sesión
operator-name = Nombre
operator-user-name = Nombre de usuario
operator-user-name-hint = Para iniciar sesión. Mayúsculas y minúsculas son iguales.
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
operator-release = Liberar
operator-released = El operador puede iniciar sesión de nuevo.
operator-password-hint = Al menos { $min } caracteres. Debe cambiarse al iniciar sesión.
operator-password-sentence = Para un operador que ha olvidado la contraseña.
operator-password-new = Poner otra contraseña…
operator-password-title = Nueva contraseña de { $name }
operator-password-subtitle = Comuníquesela al operador. Debe cambiarse al iniciar sesión.
operator-password-two-factor = El segundo factor se pierde con la contraseña anterior. Puede configurarse de nuevo tras iniciar sesión.
operator-password-set-it = Poner la contraseña
operator-password-setting = Poniendo…
operator-password-set = La contraseña está puesta.
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
partitions-off-kept = Todos alcanzan todo, esté en la partición que esté. Dónde está cada cosa y quién accede a qué se conserva para cuando vuelvan a usarse.
partitions-switch-on = Usar particiones…
partitions-switch-off = Dejar de usar particiones…
partitions-on-title = ¿Usar particiones?
partitions-on-what = A partir de entonces cada grupo alcanza solo las particiones a las que puede acceder. Lo que esto quita ahora:
partitions-on-go = Usar particiones
partitions-off-title = ¿Dejar de usar particiones?
partitions-off-what = A partir de entonces todos los grupos alcanzan todo, según sus permisos globales. Lo que esto da ahora:
partitions-off-go = Dejar de usarlas
partitions-no-effect = Ningún grupo gana ni pierde nada.
partitions-effects = Grupos que ganan o pierden
partitions-column-effect = Qué cambia
partitions-switched-on = Se usan particiones.
partitions-switched-off = Ya no se usan particiones.
partition-new = Nueva partición
partition-new-detail = Aún sin guardar
partition-new-reach = Solo el grupo Administrador alcanza una partición nueva. Désela a otros grupos en sus propias pantallas.
partition-gone = Ya no está
partition-panel = Partición
partition-panel-contents = Qué contiene
partition-groups = Grupos con acceso
partition-general = Lo que no pertenece a otra partición está en General. Se puede renombrar, pero no eliminar.
partition-no-impact = Un nombre no cambia nada en llaves ni permisos.
partition-added = La partición se ha añadido. De momento solo la alcanza el grupo Administrador.
partition-saved = Guardado.
partition-deleted = La partición se ha eliminado.
partition-delete-title = ¿Eliminar { $name }?
partition-delete-sentence = Lo que contiene pasa a otra partición. Quien pueda acceder a esa lo alcanzará entonces.
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
network-kept = Las opciones de { $encoder } están guardadas.
network-test = Prueba de escritura
network-test-hint = Escribe una tarjeta en blanco, la lee, compara y la borra.
network-test-place = Coloque una tarjeta en blanco
network-test-passed = El codificador escribe y lee como debe
network-test-passed-next = La tarjeta vuelve a estar en blanco. Retírela.
network-test-key = Esto es una llave, no una tarjeta en blanco
network-test-key-next = No se ha cambiado nada. Use una tarjeta en blanco.

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
