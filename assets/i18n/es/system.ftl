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
operator-none = No hay operadores
operator-none-next = Añada un operador por cada persona que trabaje en este puesto.
operator-none-found = No se ha encontrado ningún operador
operator-none-found-next = Pruebe con menos letras.
operator-column-state = Estado
operator-enabled = Puede iniciar sesión
operator-disabled = No puede iniciar sesión
operator-locked = Bloqueado
operator-locked-until = Bloqueado hasta { $until }
operator-locked-why = { $state }: se escribió mal la contraseña demasiadas veces.
operator-on = Sí
operator-off = No
operator-never = Nunca
operator-new = Nuevo operador
operator-new-detail = Aún sin guardar
operator-new-note = El operador elige otra contraseña al iniciar sesión por primera vez.
operator-gone = Ya no está
operator-oneself = Es usted. Otro operador cambia su grupo y si puede iniciar sesión. Su contraseña y su idioma están en Mis ajustes.
operator-panel-changes = Qué cambia con el nuevo grupo
operator-panel = Operador
operator-panel-sign-in = Inicio de sesión
operator-name = Nombre
operator-user-name = Nombre de usuario
operator-user-name-hint = Sirve para iniciar sesión. Las mayúsculas y minúsculas no importan.
operator-group = Grupo
operator-group-choose = Elija un grupo
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
operator-no-impact = Lo que puede hacer el operador sigue igual.
operator-impact-disabled = El operador ya no podrá iniciar sesión, y su próxima acción ya se le niega.
operator-impact-same = El otro grupo tiene los mismos permisos.
operator-impact-gained = { $gained ->
    [one] El operador gana un permiso.
   *[other] El operador gana { $gained } permisos.
}
operator-impact-lost = { $lost ->
    [one] El operador pierde un permiso.
   *[other] El operador pierde { $lost } permisos.
}
operator-impact-both = { $gained ->
    [one] El operador gana un permiso
   *[other] El operador gana { $gained } permisos
} { $lost ->
    [one] y pierde uno.
   *[other] y pierde { $lost }.
}
rights-same = Nada
rights-gained = { $gained ->
    [one] Gana un permiso
   *[other] Gana { $gained } permisos
}
rights-lost = { $lost ->
    [one] Pierde un permiso
   *[other] Pierde { $lost } permisos
}
rights-both = { $gained ->
    [one] Gana un permiso,
   *[other] Gana { $gained } permisos,
} { $lost ->
    [one] pierde uno
   *[other] pierde { $lost }
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
partition-none = Ninguna partición a la que usted tenga acceso
partition-none-next = Pida acceso a un administrador.
partition-none-found = No se ha encontrado ninguna partición
partition-none-found-next = Pruebe con menos letras.
partition-name = Nombre
partition-description = Descripción
partition-unseen = Su grupo no puede verlas.
partitions-on = Se usan particiones
partitions-on-sentence = Cada grupo de operadores ve y cambia solo lo que pertenece a las particiones a las que tiene acceso.
partitions-off = No se usan particiones
partitions-off-sentence = Con particiones, grupos distintos de operadores se ocupan de partes distintas de la instalación. Sin ellas todo pertenece a General y todos los grupos tienen acceso.
partitions-off-kept = Todos tienen acceso a todo, sea cual sea su partición. A qué partición pertenece cada cosa y quién tiene acceso a cuál se conserva para cuando vuelvan a usarse.
partitions-switch-on = Usar particiones…
partitions-switch-off = Dejar de usar particiones…
partitions-on-title = ¿Usar particiones?
partitions-on-what = A partir de entonces cada grupo tiene acceso solo a sus particiones. Lo que esto quita ahora:
partitions-on-go = Usar particiones
partitions-off-title = ¿Dejar de usar particiones?
partitions-off-what = A partir de entonces todos los grupos tienen acceso a todo, según sus permisos globales. Lo que esto da ahora:
partitions-off-go = Dejar de usarlas
partitions-no-effect = Ningún grupo gana ni pierde nada.
partitions-effects = Grupos que ganan o pierden
partitions-column-effect = Qué cambia
partitions-switched-on = Se usan particiones.
partitions-switched-off = Ya no se usan particiones.
partition-new = Nueva partición
partition-new-detail = Aún sin guardar
partition-new-reach = Solo el grupo Administrador tiene acceso a una partición nueva. Dé acceso a otros grupos en sus propias pantallas.
partition-gone = Ya no está
partition-panel = Partición
partition-panel-contents = Contenido
partition-groups = Grupos con acceso
partition-general = Lo que no pertenece a otra partición está en General. Se puede renombrar, pero no eliminar.
partition-no-impact = El nombre no afecta a llaves ni permisos.
partition-added = La partición se ha añadido. De momento solo tiene acceso el grupo Administrador.
partition-delete-title = ¿Eliminar { $name }?
partition-delete-sentence = Su contenido pasa a otra partición. Quien tenga acceso a esa tendrá acceso también a él.
partition-delete-nothing = No contiene nada.
partition-delete-groups = { $count ->
    [0] Ningún grupo pierde el acceso.
    [one] Un grupo pierde el acceso.
   *[other] { $count } grupos pierden el acceso.
}
partition-delete-to = Mover su contenido a

calendar-count = { $count ->
    [one] Un calendario
   *[other] { $count } calendarios
}
calendar-found = { $found } de { $total } calendarios
calendar-search = Buscar calendarios
calendar-add = Nuevo calendario
calendar-open = Abrir
calendar-delete = Eliminar
calendar-delete-title = ¿Eliminar { $name }?
calendar-delete-sentence = Sus días se eliminan con él.
calendar-none = Todavía no hay calendarios
calendar-none-next = Añada uno e indique qué días son festivos.
calendar-none-found = No se ha encontrado ningún calendario
calendar-none-found-next = Pruebe con menos letras.
calendar-name = Nombre
calendar-description = Descripción
calendar-column-days = Días
calendar-new = Nuevo calendario
calendar-new-detail = Sin guardar todavía
calendar-gone = Ya no está
calendar-panel-days = Festivos y días especiales
calendar-no-days = Todos sus días son normales.
calendar-day = Día
calendar-add-day = Añadir
calendar-remove = Quitar { $date }
calendar-holiday = Festivo
calendar-special-1 = Día especial 1
calendar-special-2 = Día especial 2
calendar-normal = Día normal
calendar-of-keys = Las llaves siguen este calendario
calendar-of-keys-hint = Los horarios toman de aquí los festivos y días especiales. Las llaves siguen un solo calendario.
calendar-column-last = Marcado hasta
calendar-runs-out = { $year } sin marcar
calendar-runs-out-told = Todavía no hay ningún día de { $year } marcado. Mientras siga así, las llaves y cerraduras que siguen este calendario tratan todos los días de ese año como normales.
calendar-column-of-keys = Para llaves
calendar-is-of-keys = Sí
calendar-holiday-sign = F
calendar-special-1-sign = E1
calendar-special-2-sign = E2
calendar-brush = { $key } · { $kind }
calendar-year-before = Año anterior
calendar-year-next = Año siguiente
calendar-copy = Copiar { $year }
calendar-take-back = Deshacer el último cambio
calendar-file = De un archivo…
calendar-file-title = Días de un archivo
calendar-file-hint = Un archivo de calendario (.ics), como los que publican gobiernos y colegios con sus festivos, o una tabla (.csv) con un día en cada línea.
calendar-file-unreadable = Este archivo no se puede leer. Compruebe la ruta.
calendar-file-too-big = Este archivo es demasiado grande para una lista de días.
calendar-file-no-days = En este archivo no hay ningún día, o solo de años pasados.
calendar-file-too-many = En este archivo hay más de 1000 días.
calendar-file-found = { $count ->
    [one] Un día a partir de este año.
   *[other] { $count } días a partir de este año.
}
calendar-file-left-out = { $count ->
    [one] Una entrada no se ha entendido, o no del todo. Compruebe sus días a mano.
   *[other] { $count } entradas no se han entendido, o no del todo. Compruebe sus días a mano.
}
calendar-file-already = Ya es: { $kind }
calendar-file-mark = { $count ->
    [0] Todos están marcados
    [one] Marcar un día
   *[other] Marcar { $count } días
}
calendar-exceptions = { $count ->
    [0] Sin excepciones en { $year }
    [one] Una excepción en { $year }
   *[other] { $count } excepciones en { $year }
}

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
network-test-place-next = Se escribe, se lee, se compara y se borra.
network-test-passed = El codificador funciona
network-test-passed-next = Ha escrito una tarjeta y la ha leído. La tarjeta vuelve a estar en blanco: retírela.
network-test-key = Esto es una llave, no una tarjeta en blanco
network-test-key-next = No se ha cambiado nada. Use una tarjeta en blanco.
network-point = Usar como punto de actualización
network-point-hint = Actualiza por sí solo cada llave que se coloca en él. Entonces no sirve para nada más.
network-re-edits = Reservar también espacio en las llaves
network-re-edits-hint = Sin esto, una llave que necesita más espacio se deja como está y se envía a recepción.
network-alone = Atender sin nadie presente
network-alone-hint = Sigue con la pantalla bloqueada y sin ninguna sesión iniciada.
network-alone-by-whom = Sigue con la pantalla bloqueada y sin ninguna sesión iniciada. Solo lo decide un administrador.
network-alone-title = ¿Atender sin nadie presente?
network-alone-cost-lock = Las claves de las tarjetas quedan entonces en la memoria de este ordenador con la pantalla bloqueada y tras cerrar la sesión. Quien controle el ordenador puede leerlas.
network-alone-cost-who = Se actualizan llaves de todas las particiones, en nombre del punto de actualización y no de un operador.
network-alone-cost-end = Tras iniciar Keydesk, alguien que trabaje con llaves debe haber iniciado sesión una vez. Termina en cuanto se desactiva aquí, o cuando deba hacer sitio en las llaves, o dejar de hacerlo.
network-alone-let = Atender sin nadie presente
network-show = Mostrar a los titulares
network-show-hint = Bloquea la pantalla y dice en letras grandes qué hacer. Con su contraseña se vuelve.
network-show-needs = Bloquea la pantalla: antes permita atender sin nadie presente.

## Grupos de operadores

rights-all-of = { $menu }: todo
rights-some-of = { $menu }: { $entries }
rights-of = { $entry } ({ $deeds })
rights-in = { $menu } en { $partitions }
rights-gains = Gana
rights-loses = Pierde
rights-hotel = Iconos de hotel al iniciar sesión
rights-programmer = Todas las puertas con el programador portátil
rights-audit = Los puntos de acceso de todas las particiones en el registro
rights-audit-days = El registro anterior a los últimos { $from } días
rights-nobody = Sin operadores
rights-who = { $count ->
    [one] Un operador: { $names }
   *[other] { $count } operadores: { $names }
}
rights-who-more = { $count } operadores, entre ellos { $names }
rights-search = Buscar permisos
rights-short-pms = PMS
rights-short-readers = Otros lectores
rights-short-levels = Niveles de usuarios
rights-short-timed-periods = Periodos y cambios
rights-short-access = Cambiar accesos
rights-short-bans = Vetos
rights-column-modify = Modif.
rights-column-add = Alta, baja
rights-column-others = Otros permisos
rights-none-found = No se ha encontrado ningún permiso. Pruebe con menos letras.
rights-absent = { $ticked ->
    [0] Mostrar lo que aún no está en esta versión
   *[other] Mostrar lo que aún no está en esta versión ({ $ticked } marcados)
}
rights-summary-both = { $count ->
    [one] Un operador gana y pierde permisos a partir de su próxima acción.
   *[other] { $count } operadores ganan o pierden permisos a partir de su próxima acción.
}
rights-summary-loses = { $count ->
    [one] Un operador pierde permisos a partir de su próxima acción.
   *[other] { $count } operadores pierden permisos a partir de su próxima acción.
}
rights-summary-gains = { $count ->
    [one] Un operador gana permisos a partir de su próxima acción.
   *[other] { $count } operadores ganan permisos a partir de su próxima acción.
}
rights-summary-nobody = Nadie está en un grupo al que esto afecte.
rights-lacks = Su propio grupo no tiene este permiso.
rights-lacks-here = Su propio grupo no tiene este permiso en esta partición.
rights-administrators = Los administradores tienen todos los permisos.
rights-not-given = No concedido a { $group }.
rights-no-access = { $group } no tiene acceso a esta partición.
rights-taken-away = A { $group } se le ha quitado este permiso en esta partición.
explain-open = Permisos y motivos
explain-title = Qué puede hacer { $name }
explain-group = Grupo { $group }
explain-partition = Partición
explain-all = Todo
explain-can = Puede
explain-can-not = No puede
explain-count = { $count } de { $total } permisos. Abra una entrada para ver qué falta y por qué.
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
group-column-above = Grupo superior
group-column-operators = Operadores
group-column-reach = Acceso
group-column-description = Descripción
group-reach-own = Su grupo
group-reach-below = Por debajo del suyo
group-reach-out = Sin acceso
group-out-hint = Este grupo no está por debajo del suyo. Solo pueden abrirlo los grupos que están por encima de él.
group-none-found = Ningún grupo encontrado
group-none-found-next = Pruebe con menos letras o con otras.
group-none = Todavía no hay grupos
group-none-next = Cree un grupo por cada tipo de trabajo: recepción, pisos, mantenimiento.
group-new = Nuevo grupo de operadores
group-new-detail = Estará por debajo de su propio grupo y no podrá tener más permisos.
group-gone = Este grupo no se puede mostrar
group-added = Se ha guardado { $name }. Aún no tiene operadores.
group-copy-of = Copia de { $name }
group-name = Nombre
group-description = Descripción
group-detail = { $detail } · Depende de: { $above }
group-above-top = Ninguno; puede hacerlo todo
group-hotel = Interfaz de hotel
group-hotel-hint = Iconos de acceso rápido al iniciar sesión.
group-programmer = Programador: todas las puertas
group-programmer-hint = El programador portátil gestiona también las de otras particiones.
group-audit-all = Registro: todas las particiones
group-audit-all-hint = Si no, el registro de accesos muestra solo las particiones del grupo.
group-audit-days = Registro: solo días recientes
group-audit-days-hint = No se muestran los eventos anteriores.
group-audit-days-count = Días
group-audit-days-most = Como mucho { $count }: su propio grupo no ve más.
group-panel-permissions = Permisos globales
group-begin = Partir de
group-begin-title = ¿Partir de { $template }?
group-begin-sentence = { $count ->
    [one] Se sustituye el permiso marcado ahora.
   *[other] Se sustituyen los { $count } permisos marcados ahora.
}
group-begin-keep = Conservarlos
group-begin-replace = Sustituir
group-partition-back = Permisos generales
template-nothing = Nada
template-reception = Recepción
template-housekeeping = Pisos
template-maintenance = Mantenimiento
template-auditor = Auditor
group-permissions-count = { $count } de { $total }
group-panel-partitions = Particiones
group-partition-access = Acceso
group-partition-custom = Permisos propios
group-partition-of = Permisos para { $partition }
group-partition-hint = Aquí se pueden quitar permisos, pero no añadir más que los globales.
group-partition-none = Sin permisos: no se puede hacer nada en esta partición.
group-partition-less = Su propio grupo tiene menos permisos aquí; por eso este grupo tiene los suyos.
group-partition-none-global = Elija antes permisos globales.
group-partitions-hidden = { $count ->
    [one] Otra partición, a la que usted no tiene acceso, queda como está.
   *[other] Otras { $count } particiones, a las que usted no tiene acceso, quedan como están.
}
group-operators = { $count ->
    [one] Un operador
   *[other] { $count } operadores
}
operators-title = Operadores
group-members-show = Operadores de este grupo
group-members-of = Operadores de { $name }
group-members-none = Sin operadores
group-members-none-next = Un operador recibe su grupo en su propia pantalla.
operators-name = Nombre
operators-detail = Nombre de usuario
group-no-impact = Nadie gana ni pierde permisos con esto.
group-can-nothing = Este grupo aún no puede hacer nada. Elija sus permisos.
group-unseen = Sin el permiso «Ver» no se puede hacer nada con: { $entries }.
group-save-title = ¿Guardar { $name }?
group-save-sentence = Esto es lo que cada operador gana y pierde a partir de su próxima acción.
group-delete-title = ¿Eliminar { $name }?
group-delete-sentence = { $count ->
    [0] El grupo no tiene operadores.
    [one] Tiene un operador: { $names }.
   *[other] Tiene { $count } operadores: { $names }.
}
group-delete-sentence-more = Tiene { $count } operadores, entre ellos { $names }.
group-delete-below = { $count ->
    [one] El grupo que está por debajo, { $names }, sube y puede hacer lo que podía.
   *[other] Los grupos que están por debajo, { $names }, suben y pueden hacer lo que podían.
}
group-delete-move = Mover los operadores a otro grupo
group-delete-with = Eliminar también los operadores
group-delete-with-hint = Ya no podrán iniciar sesión. Sus nombres quedan en el auditor del sistema.
group-delete-target = Al grupo
group-delete-choose = Elija un grupo
group-delete-no-move = Su grupo no puede modificar operadores.
group-delete-no-delete = Su grupo no puede eliminar operadores.
group-days-fault = De 1 a 3650 días.
group-name-taken = Otro grupo tiene este nombre. Elija otro.

## Opciones generales

options-security = Seguridad
options-general = General
options-users = Usuarios
options-doors = Puntos de acceso
options-unchanged = Aún sin cambios
general-options-site = Instalación
general-options-name = Nombre
general-options-name-hint = Se ve antes de iniciar sesión y en lo que se imprime.
general-options-zones = Cerraduras en varias zonas horarias
general-options-zones-hint = Entonces se añaden zonas en Zonas horarias, y cada puerta, taquilla, habitación y suite puede ir por una de ellas.
general-options-phones = Llaves de teléfono
general-options-phone-folder = Carpeta de llaves de teléfono
general-options-phone-folder-hint = Cada teléfono encuentra aquí su llave, cifrada para que solo él pueda leerla. Vacía: no se entrega ninguna.
general-options-folder-not-whole = Escriba la ruta completa de la carpeta, desde la raíz del disco o del recurso compartido.
grouping-told = Las llaves y las cerraduras no saben de agrupaciones.
grouping-no = Aún no hay agrupaciones. Una llamada Ciudades podría tener Madrid y Bilbao.
grouping-add = Nueva agrupación
grouping-add-value = Nuevo valor
grouping-name = Agrupación
grouping-value = Valor
grouping-remove = Quitar { $name }
user-options-on-keys = En las llaves de todos
user-options-openings = Las puertas escriben las aperturas en las llaves
user-options-openings-hint = En las llaves que auditan aperturas. En una llave, esto solo lo cambia un codificador.
user-options-refusals = Las puertas escriben los rechazos en las llaves
user-options-refusals-hint = En las mismas llaves. Sin ninguno de los dos, ninguna llave lleva un diario.
user-options-uncancellable = Las llaves que no se pueden anular duran poco
user-options-uncancellable-hint = Nada más retira una llave así; por eso pasa más a menudo por un codificador.
user-options-uncancellable-days = Duran como máximo (días)
user-options-events = Registro de accesos
user-options-forgets-names = Los eventos no nombran a nadie pasado un tiempo
user-options-forgets-names-hint = Los eventos antiguos conservan la puerta y lo que pasó. El nombre se borra del archivo para siempre.
user-options-named-days = Nombran a la persona durante (días)
user-options-new = Para personas nuevas
user-options-new-hint = Se rellena al añadir una persona. Quien ya está conserva lo que tiene.
user-options-names-locked = Los nombres no cambian después de la primera llave
user-options-names-locked-hint = Así los eventos y el auditor del sistema nombran siempre a la misma persona.
user-options-general = Campos libres
user-options-general-hint = Cómo se llama cada campo. El que no tiene nombre no se muestra; lo escrito en él se conserva.
user-options-general-1 = Campo 1
user-options-general-2 = Campo 2
user-options-general-3 = Campo 3
user-options-general-4 = Campo 4
user-options-general-5 = Campo 5
user-options-general-taken = Otro campo tiene este nombre. Elija otro.
door-options-new = Para puertas nuevas
door-options-new-hint = Se rellena al añadir una puerta; el registro, también en las taquillas. Las que ya están conservan lo que tienen.
door-options-locks = En las cerraduras
door-options-inhibit = Las cerraduras pueden no llevar registro de aperturas
door-options-inhibit-hint = Entonces se puede elegir en cada puerta. Si no, toda cerradura anota sus aperturas.
door-options-lockers = Control de taquillas
door-options-lockers-hint = Entonces la lista de taquillas puede olvidar quién tiene una de asignación libre. Solo cambia la pantalla: las llaves y las taquillas conservan lo que tienen. Para sitios con todas las taquillas de asignación libre, como un gimnasio a la hora del cierre.
door-options-general-hint = Cómo se llama cada campo. Las taquillas solo tienen el primero. El que no tiene nombre solo se muestra donde se usa.
door-options-no-visit = Ninguna cerradura necesita una visita por esto.
door-options-visits = { $count ->
    [one] Una cerradura necesita una visita por esto.
   *[other] { $count } cerraduras necesitan una visita por esto.
}
campaign-title = Llaves pendientes de un codificador
campaign-told = Lo que las puertas escriben en las llaves cambió el { $since }. La última llave sin el cambio caduca el { $until }.
campaign-line = Faltan por venir
campaign-line-hint = Mostrar de quién son

## Seguridad

security-detail = Lo que esta instalación exige a quien inicia sesión
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
security-until-released = Mantener bloqueada hasta que un administrador la desbloquee
security-lockout = Bloqueada durante (minutos)
security-passwords = Contraseñas
security-length = Longitud mínima
security-length-hint = Se aplica a las contraseñas nuevas.
security-history = Contraseñas anteriores que no se pueden reutilizar
security-expires = Las contraseñas caducan
security-expires-hint = No se aconseja: la gente elige entonces otras más débiles.
security-days = Caducan después de (días)
security-two-factor = Segundo factor
security-two-factor-all = Todos inician sesión con un código de autenticador
security-two-factor-all-hint = Quien no lo tenga lo configura en el próximo inicio de sesión.
security-idle = Bloqueo por inactividad
security-idle-minutes = Bloquear la pantalla después de (minutos)
security-idle-hint = Cuenta desde la última tecla o el último clic.

time-zone-count = { $count ->
    [one] Una zona horaria
   *[other] { $count } zonas horarias
}
time-zone-found = { $found } de { $total } zonas horarias
time-zone-search = Buscar zonas horarias
time-zone-add = Nueva zona horaria
time-zone-open = Abrir
time-zone-delete = Eliminar
time-zone-delete-title = ¿Eliminar { $name }?
time-zone-delete-sentence = Ninguna cerradura va por ella.
time-zone-none = No hay zonas horarias
time-zone-none-next = La hora de la instalación está siempre.
time-zone-none-found = No se encontró ninguna zona horaria
time-zone-none-found-next = Pruebe con menos letras.
time-zone-name = Nombre
time-zone-new = Nueva zona horaria
time-zone-new-detail = Aún sin guardar
time-zone-gone = Ya no existe
time-zone-column-ahead = UTC ahora
time-zone-column-points = Puntos de acceso
time-zone-of-site = Hora de este ordenador
time-zone-of-site-detail = La hora de la instalación
time-zone-of-site-told = Las llaves y las cerraduras van por ella, salvo las cerraduras con zona horaria propia. Se ajusta en este ordenador, con su horario de verano.
time-zone-panel-time = Hora local
time-zone-panel-copy = Dónde
time-zone-panel-changes = Cuándo cambian los relojes
time-zone-changes-none = No cambian.
time-zone-changes-unknown = Las fechas se muestran cuando se elige un lugar y todos los campos son correctos.
time-zone-changes-told = Una cerradura de esta zona aplica los horarios de las llaves según su propio reloj. Cerca del principio y del final de una llave, mientras allí sea otra fecha, no abre por ningún horario.
time-zone-change = { $weekday } { $day }, { $from } → { $to }
time-zone-world = Lugar
time-zone-world-none = No existe ese lugar
time-zone-world-hint = Se copian su diferencia con UTC y su horario de verano, y luego se pueden ajustar.
time-zone-ahead = Adelanto sobre UTC
time-zone-ahead-hint = Sin horario de verano: 01:00 es una hora por delante; -05:00, cinco por detrás.
time-zone-saving = Horario de verano
time-zone-saves = Los relojes se adelantan parte del año
time-zone-minutes = Cuántos minutos
time-zone-start = Adelanto
time-zone-end = Atraso
time-zone-turn = { $turn }: { $part }
time-zone-week = semana
time-zone-weekday = día
time-zone-month = mes
time-zone-time = hora
time-zone-week-1 = primer
time-zone-week-2 = segundo
time-zone-week-3 = tercer
time-zone-week-4 = cuarto
time-zone-week-5 = último
time-zone-weekday-1 = lunes
time-zone-weekday-2 = martes
time-zone-weekday-3 = miércoles
time-zone-weekday-4 = jueves
time-zone-weekday-5 = viernes
time-zone-weekday-6 = sábado
time-zone-weekday-7 = domingo

resources-sentence = Lo que la instalación tiene en cantidad limitada.
resources-denylist = Lista de denegación
resources-used = { $used } de { $all } plazas ocupadas
resources-hundredths = { $hundredths } %
resources-free = Libres
resources-free-hint = Para otras tantas llaves que se puedan cancelar.
resources-occupied = Reservadas
resources-occupied-hint = Por llaves de personas que se podrían cancelar cualquier día.
resources-listed = En la lista de denegación
resources-listed-hint = Canceladas y aún sin caducar: se avisa a las cerraduras de que las rechacen.
resources-quarantine = En cuarentena
resources-quarantine-hint = Canceladas y caducadas. Se guardan otros 30 días, por las cerraduras con el reloj atrasado.
resources-forecast = Si todo sigue como en los últimos 90 días, la última plaza se ocupará el { $day }.
resources-lasts = Al ritmo de los últimos 90 días, hay plazas para años.
resources-nearly = Al menos el { $reached } % de las plazas están ocupadas. Con periodos de actualización más cortos se liberan antes; a quien no la necesite se le puede dar una llave que no se puede cancelar.
resources-used-up = Todas las plazas están ocupadas: no se puede asignar ninguna llave nueva que se pueda cancelar. Borre las llaves devueltas y dé periodos de actualización más cortos.
resources-cancelled = Llaves canceladas
resources-none-cancelled = Ninguna llave cancelada ocupa una plaza
resources-none-cancelled-next = Una llave perdida se cancela en la página de su titular.
resources-cancelled-line = La canceló { $by } el { $at }. Por sí sola caduca el { $until }
resources-beside = { $count ->
    [one] Y una más.
   *[other] Y { $count } más.
}

## Lector de mesa

desktop-reader-sentence = Lo que identifica a cada llave que se pone sobre el codificador se teclea en el programa activo. No se graba nada en la llave.
desktop-reader-lying-next = Retírela y ponga una llave tras otra. O pulse Empezar: entonces se lee primero esta.
desktop-reader-none-next = Lo que se ha leído aparece aquí.
desktop-reader-read = Leídas
desktop-reader-what = Qué se teclea
desktop-reader-what-serial = Número de serie de la tarjeta
desktop-reader-what-number = Número de la llave
desktop-reader-what-external-id = ID externo de la persona
desktop-reader-notation = Escrito en
desktop-reader-notation-hexadecimal = Hexadecimal
desktop-reader-notation-hexadecimal-reversed = Hexadecimal, último byte primero
desktop-reader-notation-decimal = Decimal
desktop-reader-notation-decimal-reversed = Decimal, último byte primero
desktop-reader-prefix = Delante
desktop-reader-prefix-hint = { $most } caracteres como máximo.
desktop-reader-ending = Detrás
desktop-reader-ending-nothing = Nada
desktop-reader-ending-enter = Intro
desktop-reader-ending-tab = Tabulador
desktop-reader-typed = Tecleado en el programa activo.
desktop-reader-copied-here = Copiado al portapapeles, porque Keydesk es el programa activo. Haga clic en el otro programa y ponga entonces la llave.
desktop-reader-copied = Copiado al portapapeles: este escritorio no deja que un programa teclee en otro. Péguelo allí.
desktop-reader-copied-failed = Copiado al portapapeles, porque no se ha podido teclear. Péguelo allí.
