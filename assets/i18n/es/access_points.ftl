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
    [0] Nadie puede abrirla.
    [one] Una persona puede abrirla.
   *[other] { $count } personas pueden abrirla.
}
door-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse y abrirá la puerta hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y abrirán la puerta hasta entonces.
}
door-none = Aún no hay puertas
door-none-next = Añada la primera puerta y désela después a las personas.
door-none-found = No se ha encontrado ninguna puerta
door-none-found-next = Pruebe con menos letras.
door-column-number = Número
door-new = Nueva puerta
door-new-detail = Aún sin guardar
door-gone = Ya no está
door-where = Dónde está
door-panel-keys = En las llaves
door-number-hint = Se guarda en las llaves y en la cerradura; no cambia nunca.
door-number-later = Se asigna al guardar
door-no-impact = Las llaves llevan el número, no el nombre: ninguna llave necesita actualizarse.
people-title = Personas
door-people-none = A nadie se le ha dado esta puerta por separado
door-people-none-next = Añada las personas que pueden abrirla.
people-beyond = { $count ->
    [one] Una persona más a la que usted no puede ver.
   *[other] { $count } personas más a las que usted no puede ver.
}
people-add = Añadir personas
people-show = Mostrar persona
people-name = Persona
people-detail = ID externo
people-search = Buscar personas
people-no-match = No se ha encontrado a nadie

zones-title = Zonas
zones-add = Añadir zonas
zones-put = Añadir una zona…
zones-show = Mostrar zona
zones-name = Zona
zones-detail = Para qué
zones-search = Buscar zonas
zones-no-match = No se ha encontrado ninguna zona
zones-beyond = { $count ->
    [one] Una zona más que usted no puede ver.
   *[other] { $count } zonas más que usted no puede ver.
}
zones-beyond-some = Alguna tiene zonas que usted no ve.
user-zones-none = Aún no hay zonas
user-zones-none-next = Una zona da todas sus puertas a la vez.
several-zones-none = Ninguna tiene zonas
several-zones-none-next = Añada las zonas que reciben todas.
door-zones-none = Esta puerta no está en ninguna zona
door-zones-none-next = Quien tenga una zona añadida aquí puede abrir la puerta.
user-access-level-zones-none = Aún no hay zonas
user-access-level-zones-none-next = Añada las zonas cuyas puertas puede abrir quien tenga este nivel de acceso.
zone-kind = En las llaves
zone-high = Zona alta
zone-high-hint = Para las demás zonas. Un horario puede limitarla sin ocupar más.
zone-low = Zona baja
zone-low-hint = Para zonas que casi todo el mundo tiene a todas horas: cuando las cerraduras conozcan sus zonas, casi no ocupará espacio en las llaves. Puede haber 96.
zone-free = Asignación libre
zone-free-of = Asignación libre, grupo { $group }
zone-free-hint = Para vestuarios y gimnasios: quien tiene la zona ocupa cualquiera de sus taquillas que esté libre, y la vuelve a abrir. Solo contiene taquillas de asignación libre.
zone-group = Grupo
zone-group-hint = Cada llave ocupa como mucho una taquilla de cada grupo, mientras conserve la zona. Cada grupo, hasta el más alto, ocupa en la llave el espacio de un evento.
zone-kind-stays = Se elige una sola vez: no se puede cambiar una vez guardada la zona.
zone-new = Nueva zona
zone-new-detail = Puertas que se dan juntas
zone-gone = Esta zona ya no existe
zone-no-impact = Cambiar estos campos no cambia ninguna llave.
zone-doors-none = Aún no hay puertas
zone-doors-none-next = Añada las puertas que se dan juntas.
zone-people-none = A nadie se le ha dado esta zona directamente
zone-people-none-next = Añada las personas que pueden abrir todas sus puertas.
zone-levels-none = Ningún nivel de acceso da esta zona
zone-levels-none-next = Quien tenga un nivel de acceso añadido aquí puede abrir todas sus puertas.
zone-add = Nueva zona
zone-open = Abrir
zone-search = Buscar zonas
zone-count = { $count ->
    [one] Una zona
   *[other] { $count } zonas
}
zone-found = { $found } de { $total } zonas
zone-none = Aún no hay zonas
zone-none-next = Una zona se da entera: una planta, un ala, las salas del personal. Ponga una puerta en ella y podrá abrirla quien tenga la zona.
zone-none-found = No se ha encontrado ninguna zona
zone-none-found-next = Pruebe con menos letras o quite un filtro.
zone-delete = Eliminar
zone-delete-title = ¿Eliminar { $name }?
zone-delete-sentence = { $count ->
    [0] A nadie se le ha dado. Los niveles de acceso que la dan dejan de darla; sus puertas se quedan.
    [one] Se le ha dado a una persona, que pierde sus puertas, salvo las que reciba de otro modo. También las pierde quien la tenga por un nivel de acceso.
   *[other] Se les ha dado a { $count } personas, que pierden sus puertas, salvo las que reciban de otro modo. También las pierde quien la tenga por un nivel de acceso.
}
zone-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
trouble-no-zone = Esta zona ya no existe o usted no puede verla.

opens-title = Tiene acceso a
opens-name = Punto de acceso
opens-detail = A través de
opens-show = Mostrar
opens-beyond = { $count ->
    [one] Una más que usted no puede ver.
   *[other] { $count } más que usted no puede ver.
}
openers-title = Tienen acceso
openers-name = Persona
openers-detail = A través de
openers-show = Mostrar persona
openers-beyond = { $count ->
    [one] Una persona más que usted no puede ver.
   *[other] { $count } personas más que usted no puede ver.
}
user-opens-none = Esta persona no tiene acceso a nada
user-opens-none-next = Dele puertas, taquillas, niveles de acceso o zonas.
door-openers-none = Nadie tiene acceso a esta puerta
door-openers-none-next = Désela a personas o póngala en un nivel de acceso o una zona.
user-access-level-opens-none = Este nivel de acceso no abre nada
user-access-level-opens-none-next = Dele puertas, taquillas o zonas.
zone-openers-none = Nadie tiene esta zona
zone-openers-none-next = Désela a personas o inclúyala en un nivel de acceso.
opening-itself = directamente
opening-unseen = otra vía
opening-several-periods = En varios momentos
openers-of-free-title = Pueden ocuparla o son maestras
answer-choose = Preguntar por otro momento
answer-title = ¿Por qué momento se pregunta?
answer-now = Ahora
answer-at-a-time = En otro momento
answer-at = Cuando los relojes de allí marquen
answer-ask = Preguntar
answer-hint = Se pregunta a cada cerradura qué haría con la llave: la llave como debe estar escrita y la cerradura como debe estar configurada.
answer-opens = Abre
answer-opens-with-pin = Abre con el PIN
answer-stands-open = Está abierta
answer-takes = Puede ocuparla
answer-no-room = No cabe en ninguna llave
answer-behind = { $count ->
    [one] Una respuesta vale solo cuando la llave se haya escrito o actualizado.
   *[other] { $count } respuestas valen solo cuando las llaves se hayan escrito o actualizado.
}

## Áreas

areas-add = Añadir áreas
areas-put = Añadir un área…
areas-show = Ver el área
areas-name = Área
areas-detail = Para qué
areas-search = Buscar áreas
areas-no-match = No se ha encontrado ningún área
areas-beyond = { $count ->
    [one] Otra área que no puede ver.
   *[other] Otras { $count } áreas que no puede ver.
}

roll-call-purpose = En un recuento
roll-call-inside = Interior
roll-call-inside-hint = A quien esté aquí hay que buscarlo.
roll-call-assembly-point = Punto de encuentro
roll-call-assembly-point-hint = Quien ha llegado aquí está a salvo.
roll-call-told = Las cerraduras solo informan a través de las llaves: por qué puerta pasó cada persona se sabe cuando su llave ha pasado por un codificador.
roll-call-entries = Entradas
roll-call-entries-none = Todavía no se entra por ninguna puerta
roll-call-entries-none-next = Añada las puertas por las que se entra.
roll-call-exits = Salidas
roll-call-exits-none = Todavía no se sale por ninguna puerta
roll-call-exits-none-next = Añada las puertas por las que se sale. Una puerta puede ser ambas cosas.
door-entered-areas = Áreas de entrada
door-entered-areas-none = Esta puerta no lleva a ningún área de recuento
door-entered-areas-none-next = Añada las áreas a las que se entra por ella.
door-left-areas = Áreas de salida
door-left-areas-none = Por esta puerta no se sale de ningún área de recuento
door-left-areas-none-next = Añada las áreas de las que se sale por ella.
roll-call-area-new = Nueva área de recuento
roll-call-area-new-detail = Donde se cuenta a las personas cuando importa
roll-call-area-gone = Esta área de recuento ya no existe
roll-call-area-no-impact = Un área no da ningún derecho: ninguna llave necesita actualizarse.
roll-call-area-add = Nueva área de recuento
roll-call-area-open = Abrir
roll-call-area-search = Buscar áreas de recuento
roll-call-area-count = { $count ->
    [one] Un área de recuento
   *[other] { $count } áreas de recuento
}
roll-call-area-found = { $found } de { $total } áreas de recuento
roll-call-area-none = Todavía no hay áreas de recuento
roll-call-area-none-next = Un área es donde se busca a las personas en una emergencia, o donde se reúnen. Indique por qué puertas entran y salen.
roll-call-area-none-found = No se ha encontrado ningún área de recuento
roll-call-area-none-found-next = Pruebe con menos letras o quite un filtro.
roll-call-area-delete = Eliminar
roll-call-area-delete-title = ¿Eliminar { $name }?
roll-call-area-delete-sentence = Sus puertas se conservan y ninguna llave necesita actualizarse.
trouble-no-roll-call-area = Esta área de recuento ya no existe o no puede verla.

lockdown-area-doors-none = Todavía no hay puertas
lockdown-area-doors-none-next = Añada las puertas que se bloquean juntas.
door-lockdown-areas = Bloqueo
door-lockdown-areas-none = Esta puerta no está en ningún área de bloqueo
door-lockdown-areas-none-next = Añada las áreas con las que se bloquea.
lockdown-in-emergency = En una emergencia
lockdown-told = Desde aquí no se envía nada a una cerradura autónoma: se bloquea y se libera en la propia puerta.
lockdown-set = En una puerta, el bloqueo se inicia y se termina con la llave de una persona que tiene la opción «Activar el bloqueo de emergencia».
lockdown-override = Mientras tanto solo abren las llaves de personas con la opción «Ignorar el bloqueo de emergencia», y solo donde tienen permiso.
lockdown-area-new = Nueva área de bloqueo
lockdown-area-new-detail = Puertas que se bloquean juntas
lockdown-area-gone = Esta área de bloqueo ya no existe
lockdown-area-no-impact = Un área no da ningún derecho: ninguna llave necesita actualizarse.
lockdown-area-add = Nueva área de bloqueo
lockdown-area-open = Abrir
lockdown-area-search = Buscar áreas de bloqueo
lockdown-area-count = { $count ->
    [one] Un área de bloqueo
   *[other] { $count } áreas de bloqueo
}
lockdown-area-found = { $found } de { $total } áreas de bloqueo
lockdown-area-none = Todavía no hay áreas de bloqueo
lockdown-area-none-next = Reúna las puertas que deben cerrarse a la vez en una emergencia: un vestíbulo, un ala.
lockdown-area-none-found = No se ha encontrado ningún área de bloqueo
lockdown-area-none-found-next = Pruebe con menos letras o quite un filtro.
lockdown-area-delete = Eliminar
lockdown-area-delete-title = ¿Eliminar { $name }?
lockdown-area-delete-sentence = Sus puertas se conservan y ninguna llave necesita actualizarse.
trouble-no-lockdown-area = Esta área de bloqueo ya no existe o no puede verla.

occupancy-panel = Aforo
occupancy-most = Aforo máximo
occupancy-told = Una cerradura autónoma no cuenta a nadie ni rechaza a nadie por esto: hacen falta puertas conectadas.
limited-occupancy-area-doors-none = Todavía no hay puertas
limited-occupancy-area-doors-none-next = Añada las puertas por las que se llega.
limited-occupancy-area-groups-none = Todavía no se cuenta a nadie aquí
limited-occupancy-area-groups-none-next = Añada los grupos de personas a las que se cuenta aquí.
door-occupancy-areas = Aforo
door-occupancy-areas-none = Esta puerta no lleva a ningún área de aforo
door-occupancy-areas-none-next = Añada las áreas a las que lleva.
fault-occupancy = Un número de 1 a { $max }.
fault-kept-for = Horas y minutos, 744 horas en total como máximo. Vacío es sin límite.
trouble-in-another-group = Alguien ya está en otro grupo de aforo, quizá uno que usted no ve. Sáquelo primero de él o pídaselo a un administrador.
limited-occupancy-area-new = Nueva área de aforo
limited-occupancy-area-new-detail = Donde no puede haber más de cierto número de personas
limited-occupancy-area-gone = Esta área de aforo ya no existe
limited-occupancy-area-no-impact = Un área no da ningún derecho: ninguna llave necesita actualizarse.
limited-occupancy-area-add = Nueva área de aforo
limited-occupancy-area-open = Abrir
limited-occupancy-area-search = Buscar áreas de aforo
limited-occupancy-area-count = { $count ->
    [one] Un área de aforo
   *[other] { $count } áreas de aforo
}
limited-occupancy-area-found = { $found } de { $total } áreas de aforo
limited-occupancy-area-none = Todavía no hay áreas de aforo
limited-occupancy-area-none-next = Indique cuántas personas puede haber a la vez en un aparcamiento o un gimnasio, por qué puertas se llega y a quién se cuenta.
limited-occupancy-area-none-found = No se ha encontrado ningún área de aforo
limited-occupancy-area-none-found-next = Pruebe con menos letras o quite un filtro.
limited-occupancy-area-delete = Eliminar
limited-occupancy-area-delete-title = ¿Eliminar { $name }?
limited-occupancy-area-delete-sentence = Sus puertas y grupos se conservan y ninguna llave necesita actualizarse.
trouble-no-limited-occupancy-area = Esta área de aforo ya no existe o no puede verla.

## Periodos y cambios automáticos

schedule-period = Periodo
schedule-change = Cambio automático
schedule-kind = Clase
schedule-says = Cuándo
schedule-never = Nunca se aplica
schedule-number = Número
schedule-number-later = Se asigna al guardar
schedule-note = Las cerraduras lo recogen en la próxima visita. No hay que actualizar ninguna llave.
schedule-calendar-hint = En un festivo o día especial del calendario de la puerta solo cuenta lo previsto para esa clase de día.
schedule-count = { $count ->
    [one] Una entrada
   *[other] { $count } entradas
}
schedule-found = { $found } de { $total } entradas
schedule-search = Buscar por nombre
schedule-add = Nuevo periodo
schedule-open = Abrir
schedule-delete = Eliminar
schedule-delete-title = ¿Eliminar { $name }?
schedule-delete-sentence = { $count ->
    [0] Ninguna puerta lo sigue.
    [one] Una puerta aún lo sigue. Cambie antes esa puerta.
   *[other] { $count } puertas aún lo siguen. Cambie antes esas puertas.
}
schedule-doors = Puertas y taquillas
schedule-no-doors = Nada lo sigue.
schedule-doors-beyond = { $count ->
    [one] Una más que usted no puede ver.
   *[other] { $count } más que usted no puede ver.
}
schedule-none = Todavía no hay periodos ni cambios automáticos
schedule-none-next = Un periodo indica cuándo está una puerta en su modo especial: abierta de 8 a 18, por ejemplo. Un cambio automático lleva la puerta por varios modos al día.
schedule-none-found = No se ha encontrado nada
schedule-none-found-next = Pruebe con menos letras o quite un filtro.
timed-period-new = Nuevo periodo
timed-period-new-detail = Cuándo están las puertas en su modo especial
timed-period-gone = Este periodo ya no está
timed-period-bar = Franja { $number }
timed-period-split = Dividir a medianoche
timed-period-never = Sin ninguna franja nunca se aplica: las puertas que lo siguen quedan en modo estándar.
automatic-change-new = Nuevo cambio automático
automatic-change-new-detail = En qué modo están las puertas, hora a hora
automatic-change-gone = Este cambio automático ya no está
automatic-change-add = Añadir un cambio
automatic-change-times = Horas
automatic-change-mode = Modo
automatic-change-remove = Quitar el cambio de las { $time }
automatic-change-add-plan = Añadir un plan para otros días
automatic-change-remove-plan = Quitar este plan
automatic-change-another = Nuevo cambio automático
mode-standard = Estándar
mode-office = Oficina
mode-open = Abierta
mode-toggle = Alternar
mode-keypad = Solo teclado
mode-key-and-pin = Llave y PIN
mode-office-sign = O
mode-open-sign = ✓
mode-toggle-sign = A
mode-keypad-sign = #
mode-key-and-pin-sign = P
## Lo que debe hacer la cerradura de una puerta

door-mode = Modo de apertura
door-mode-standard = Estándar
door-mode-standard-hint = Una llave abre; la puerta se cierra sola.
door-mode-office = Oficina
door-mode-office-hint = Una llave con la opción de oficina puede dejar la puerta abierta, con la manilla interior bajada.
door-mode-timed-office = Oficina con periodo
door-mode-timed-office-hint = Oficina dentro del periodo. Al terminar, la puerta se cierra.
door-mode-automatic-opening = Apertura automática
door-mode-automatic-opening-hint = La puerta está abierta dentro del periodo. Fuera de él abre una llave.
door-mode-toggle = Alternar
door-mode-toggle-hint = Toda llave que abre deja la puerta abierta. La siguiente la cierra.
door-mode-timed-toggle = Alternar con periodo
door-mode-timed-toggle-hint = Alternar dentro del periodo. Al terminar, la puerta se cierra.
door-mode-keypad = Solo teclado
door-mode-keypad-hint = El código abre. No hace falta llave.
door-mode-timed-keypad = Teclado con periodo
door-mode-timed-keypad-hint = El código abre dentro del periodo. Fuera de él hace falta una llave.
door-mode-key-and-pin = Llave y PIN
door-mode-key-and-pin-hint = Una llave abre junto con un PIN.
door-mode-timed-key-and-pin = Llave y PIN con periodo
door-mode-timed-key-and-pin-hint = Llave y PIN dentro del periodo, solo llave fuera de él.
door-mode-automatic-opening-office = Apertura automática y oficina
door-mode-automatic-opening-office-hint = Abierta dentro del periodo. Fuera de él vale oficina.
door-mode-automatic-opening-toggle = Apertura automática y alternar
door-mode-automatic-opening-toggle-hint = Abierta dentro del periodo. Fuera de él vale alternar.
door-mode-automatic-changes = Cambios automáticos
door-mode-automatic-changes-hint = El modo cambia a lo largo del día.
door-mode-exit-leaves-open = Salida deja abierto
door-mode-exit-leaves-open-hint = Quien sale con la manilla interior deja la puerta abierta. Una llave la cierra.
door-mode-toggle-exit = Alternar, salida deja abierto
door-mode-toggle-exit-hint = Alternar; y quien sale con la manilla interior deja la puerta abierta.
door-mode-keypad-exit = Teclado, salida deja abierto
door-mode-keypad-exit-hint = El código abre; y quien sale con la manilla interior deja la puerta abierta.
door-none-offered = No se ha encontrado ninguno
door-panel-opening = Apertura
door-open-seconds = Tiempo abierta (s)
door-increased-seconds = Tiempo ampliado (s)
door-calendar = Calendario
door-calendar-default = El que siguen las llaves
door-time-zone = Zona horaria
door-panel-keypad = Teclado
door-keypad = Hay un teclado en esta puerta
door-keypad-hint = Lo necesitan los modos de teclado y los que piden un PIN.
door-code-none = Sin código.
door-code-set = Poner un código
door-code-kept = Hay un código.
door-code-replace = Cambiar
door-code-remove = Quitar
door-code-new = Código nuevo
door-code-not-yours = Los códigos los pone quien gestiona los PIN de las personas.
door-panel-audit = Registro y sentido de paso
door-audit-on-keys = Anotar las aperturas en las llaves
door-audit-on-keys-hint = Mientras la llave tenga sitio.
door-inhibit-audit = No guardar registro en la cerradura
door-inhibit-audit-hint = La cerradura no recuerda ninguna apertura.
door-inhibit-audit-off = Las opciones generales ya no lo permiten: la cerradura anota las aperturas de todos modos.
door-antipassback = Antipassback
door-antipassback-none = Ninguno
door-antipassback-in-to-out = De dentro a fuera
door-antipassback-out-to-in = De fuera a dentro
door-antipassback-hint = Para personas cuya llave tiene la opción de antipassback.
door-panel-general = Campos libres
door-general-1 = Campo 1
door-general-2 = Campo 2
door-panel-lock = La cerradura
door-lock = Cerradura
door-up-to-date = Al día
door-not-set-up = Sin configurar
door-needs-visit = Necesita una visita
door-visited = Última visita
door-never-visited = Nunca
door-battery = Batería
door-battery-unknown = No se conoce
door-panel-events = Eventos
door-opened = Última apertura
door-opened-never = No ha llegado ninguna apertura
door-opened-not-within = No en los últimos { $days } días
door-events-home = Eventos llegados
door-events-missing = Eventos que faltan
door-events-none-missing = Ninguno
door-events-missing-hint = La cerradura cuenta lo que escribe en las llaves. Lo que falta está en llaves que no han vuelto a un codificador, y aún puede llegar.
door-events-uncounted = No ha llegado nada que esta cerradura pruebe.
door-unopened-30 = Sin aperturas conocidas en 30 días
door-unopened-90 = Sin aperturas conocidas en 90 días
door-unopened-180 = Sin aperturas conocidas en 180 días
door-unopened-365 = Sin aperturas conocidas en un año
door-reason-not-set-up = Nadie ha configurado aún esta cerradura. Guardar no cambia nada en la puerta.
door-reason-settings = Han cambiado los ajustes de la puerta.
door-reason-schedule = Su periodo o cambio automático ya es otro.
door-reason-calendar = Su calendario ya tiene otros días.
door-reason-zones = Ya está en otras zonas.

lockers-title = Taquillas
lockers-add = Añadir taquillas
lockers-put = Añadir una taquilla…
lockers-show = Ver taquilla
lockers-name = Taquilla
lockers-detail = Dónde
lockers-search = Buscar taquillas
lockers-no-match = No se encontró ninguna taquilla
lockers-beyond = { $count ->
    [one] Una taquilla más que usted no puede ver.
   *[other] { $count } taquillas más que usted no puede ver.
}
lockers-beyond-some = Alguna de ellas tiene taquillas que usted no ve.
user-lockers-none = No hay taquillas dadas por separado
user-lockers-none-next = Añada las taquillas que esta persona puede abrir.
several-lockers-none = Ninguna de ellas tiene una taquilla por separado
several-lockers-none-next = Añada las taquillas que todas pueden abrir.
user-access-level-lockers-none = Aún no hay taquillas
user-access-level-lockers-none-next = Añada las taquillas que puede abrir quien tiene este nivel de acceso.
zone-lockers-none = Aún no hay taquillas
zone-lockers-none-next = Añada las taquillas que puede abrir quien tiene la zona.
locker-people-none = A nadie se le dio esta taquilla directamente
locker-people-none-next = Añada a las personas que pueden abrirla.
locker-levels-none = Ningún nivel de acceso abre esta taquilla
locker-levels-none-next = Quien tenga un nivel de acceso añadido aquí podrá abrir la taquilla.
locker-zones-none = Esta taquilla no está en ninguna zona
locker-zones-none-next = Quien tenga una zona añadida aquí podrá abrir la taquilla.
locker-openers-none = Nadie puede abrir esta taquilla
locker-openers-none-next = Désela a personas, o póngala en un nivel de acceso o en una zona.
locker-new = Nueva taquilla
locker-new-detail = Un armario con cerradura propia
locker-panel-free = Asignación
locker-free = Asignación libre
locker-free-hint = No es de nadie hasta que alguien la ocupa: la llave que puede ocuparla la cierra, y la misma llave la abre de nuevo. Se da mediante zonas de asignación libre.
locker-free-master = Quien la tiene directamente, por un nivel de acceso o por otra zona es maestro: la llave la abre mientras no la ocupe nadie y, con la opción «Ignorar la privacidad», también cuando está ocupada. Entonces queda libre.
locker-hours = Ocupación máxima: horas
locker-minutes = Minutos
locker-kept-hint = Después, la llave que la ocupó ya no la abre, y un maestro sí. Vacío es sin límite.
locker-taken = Ocupada por
locker-since = Ocupada desde
locker-read = Leído el
locker-nobody = Nadie que se sepa
locker-somebody = Alguien
locker-is-taken = Ocupada
locker-is-free = No consta ocupada
locker-taken-hint = Según dijo una llave al leerla en un codificador. Desde entonces puede haberse abierto u ocupado.
locker-forget = Mostrar como abierta
locker-forget-title = { $count ->
    [one] ¿Olvidar quién tiene esta taquilla?
   *[other] ¿Olvidar quién tiene estas { $count } taquillas?
}
locker-forget-sentence = Solo cambia la lista. Las llaves siguen diciendo que ocupan sus taquillas, las taquillas siguen cerradas, y lo que dice una llave se muestra de nuevo cuando se lea. Restablecer taquillas, en un codificador, vacía una llave.
locker-forgotten = { $count ->
    [one] Se muestra una taquilla como abierta. Su llave conserva lo que dice.
   *[other] Se muestran { $count } taquillas como abiertas. Sus llaves conservan lo que dicen.
}
locker-gone = Esta taquilla ya no existe
locker-no-impact = Los cambios en estos campos no afectan a ninguna llave.
locker-add = Nueva taquilla
locker-open = Abrir
locker-search = Buscar taquillas
locker-count = { $count ->
    [one] Una taquilla
   *[other] { $count } taquillas
}
locker-found = { $found } de { $total } taquillas
locker-none = Aún no hay taquillas
locker-none-next = Una taquilla o un armario con cerradura propia se abre con llaves, como una puerta. Añádalo y déselo a quien lo usa.
locker-none-found = No se encontró ninguna taquilla
locker-none-found-next = Pruebe con menos letras o quite un filtro.
locker-delete = Eliminar
locker-delete-title = ¿Eliminar { $name }?
locker-delete-sentence = { $count ->
    [0] Nadie puede abrirla.
    [one] Una persona puede abrirla.
   *[other] { $count } personas pueden abrirla.
}
locker-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse y abrirá la taquilla hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y abrirán la taquilla hasta entonces.
}
lock-panel-audit = Registro
trouble-no-locker = Esta taquilla ya no existe, o usted no puede verla.

outputs-title = Salidas
outputs-add = Añadir salidas
outputs-put = Añadir una salida…
outputs-show = Mostrar salida
outputs-name = Salida
outputs-detail = Para qué
outputs-search = Buscar salidas
outputs-no-match = No se ha encontrado ninguna salida
outputs-beyond = { $count ->
    [one] Una salida más que usted no puede ver.
   *[other] { $count } salidas más que usted no puede ver.
}
outputs-beyond-some = Alguna tiene salidas que usted no ve.
user-outputs-none = Aún no hay salidas
user-outputs-none-next = Una salida es algo que la llave acciona donde abre una puerta: las plantas de un ascensor, un ahorrador de energía.
several-outputs-none = Ninguna tiene salidas
several-outputs-none-next = Añada las salidas que reciben todas.
user-access-level-outputs-none = Aún no hay salidas
user-access-level-outputs-none-next = Añada las salidas que puede accionar quien tenga este nivel de acceso.
drives-title = Puede accionar
drives-name = Salida
drives-detail = A través de
drives-show = Mostrar salida
drives-beyond = { $count ->
    [one] Una salida más que usted no puede ver.
   *[other] { $count } salidas más que usted no puede ver.
}
user-drives-none = Esta persona no puede accionar ninguna salida
user-drives-none-next = Dele salidas o niveles de acceso que las tengan.
door-outputs = Salidas automáticas
door-outputs-none = Esta puerta no acciona nada por sí sola
door-outputs-none-next = Acciona las salidas añadidas aquí con cada llave a la que abre. Hay que visitar su cerradura; las llaves no cambian.
door-panel-outputs = Salidas automáticas
door-outputs-period = Solo durante
door-outputs-always = Siempre
door-outputs-told = Fuera de este periodo la llave sigue abriendo la puerta, pero esta no acciona sus salidas automáticas. Las salidas de la propia llave no cambian.
door-reason-outputs = Sus salidas automáticas, o su horario, ya son otros.
output-number = Número de salida
output-number-told = El número del relé, de 1 a 128: un número, un aparato, en toda la instalación. Si lo cambia, deberán actualizarse las llaves de quienes tengan la salida.
output-told = Una salida actúa donde la cerradura tiene un relé para ella.
output-panel = En las llaves
output-driven-by = Activada por
output-drivers = Pueden accionarla
output-drivers-none = Nadie puede accionar esta salida
output-drivers-none-next = Désela a personas o inclúyala en un nivel de acceso.
output-new = Nueva salida
output-new-detail = Un aparato que las llaves accionan
output-gone = Esta salida ya no existe
output-no-impact = Cambiar el nombre o la descripción no cambia ninguna llave.
output-doors-none = Ninguna puerta la acciona por sí sola
output-doors-none-next = Una puerta añadida aquí la acciona con cada llave a la que abre. Hay que visitar su cerradura.
output-people-none = A nadie se le ha dado esta salida directamente
output-people-none-next = Añada las personas que pueden accionarla.
output-levels-none = Ningún nivel de acceso da esta salida
output-levels-none-next = Quien tenga un nivel de acceso añadido aquí puede accionarla.
output-add = Nueva salida
output-open = Abrir
output-search = Buscar salidas
output-count = { $count ->
    [one] Una salida
   *[other] { $count } salidas
}
output-found = { $found } de { $total } salidas
output-none = Aún no hay salidas
output-none-next = Una salida es un aparato que la llave acciona donde abre una puerta: una planta del ascensor, un ahorrador de energía, una luz. Dé las plantas 1 y 3, y la 2 seguirá bloqueada.
output-none-found = No se ha encontrado ninguna salida
output-none-found-next = Pruebe con menos letras o quite un filtro.
output-delete = Eliminar
output-delete-title = ¿Eliminar { $name }?
output-delete-sentence = { $count ->
    [0] A nadie se le ha dado directamente. Los niveles de acceso dejan de darla y las puertas dejan de accionarla.
    [one] Se le ha dado a una persona, que la pierde. También la pierde quien la tenga por un nivel de acceso. Su número no se da a otra salida mientras alguna llave lo tenga.
   *[other] Se les ha dado a { $count } personas, que la pierden. También la pierde quien la tenga por un nivel de acceso. Su número no se da a otra salida mientras alguna llave lo tenga.
}
output-delete-keys = { $count ->
    [0] Ninguna llave necesita actualizarse.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
fault-output-number = Un número de 1 a { $max }.
fault-output-number-taken = Otra salida tiene este número, quizá en una partición que usted no ve. Elija otro.
fault-output-number-on-keys = Alguna llave puede llevar este número de otra salida hasta { $until }. Elija otro o espere.
trouble-no-output = Esta salida ya no existe o usted no puede verla.
trouble-no-output-number-left = Los 128 números de salida están en uso o alguna llave puede llevarlos aún. Elimine las salidas que sobren y actualice las llaves que las tengan.
rooms-title = Habitaciones
rooms-add = Añadir habitaciones
rooms-put = Añadir una habitación…
rooms-show = Mostrar habitación
rooms-name = Habitación
rooms-detail = Dónde
rooms-search = Buscar habitaciones
rooms-no-match = No se encontró ninguna habitación
rooms-beyond = { $count ->
    [one] Una habitación más que usted no puede ver.
   *[other] { $count } habitaciones más que usted no puede ver.
}
suites-title = Suites
suites-add = Añadir una suite
suites-put = Añadir una suite…
suites-show = Mostrar suite
suites-name = Suite
suites-detail = Dónde
suites-search = Buscar suites
suites-no-match = No se encontró ninguna suite
suites-beyond = { $count ->
    [one] Una suite más que usted no puede ver.
   *[other] { $count } suites más que usted no puede ver.
}
zone-rooms-none = Aún no hay habitaciones
zone-rooms-none-next = Añada las habitaciones que puede abrir quien tiene la zona: una planta para pisos.
zone-suites-none = Aún no hay suites
zone-suites-none-next = Añada las suites cuya entrada puede abrir quien tiene la zona.
room-suites-none = Esta habitación no está en ninguna suite
room-suites-none-next = Añada la suite de la que forma parte. Una habitación está como mucho en una suite.
room-zones-none = Esta habitación no está en ninguna zona
room-zones-none-next = El personal entra por zonas: quien tenga una zona añadida aquí podrá abrir la habitación.
room-openers-none = Nadie del personal puede abrir esta habitación
room-openers-none-next = Póngala en una zona y dé la zona a personas o con un nivel de acceso.
suite-rooms-none = Aún no hay habitaciones
suite-rooms-none-next = Añada las habitaciones que forman parte de esta suite. Una habitación está como mucho en una suite.
suite-zones-none = La entrada no está en ninguna zona
suite-zones-none-next = El personal entra por zonas: quien tenga una zona añadida aquí podrá abrir la entrada.
suite-openers-none = Nadie del personal puede abrir esta entrada
suite-openers-none-next = Póngala en una zona y dé la zona a personas o con un nivel de acceso.
room-kind = Clase
room-note = Las cerraduras lo recogen en la próxima visita. No hay que actualizar ninguna llave.
room-panel-service = En servicio
room-in-service = En servicio
room-back-in-service = De nuevo en servicio
room-out-of-service = Fuera de servicio
room-out-of-service-until = Fuera hasta el { $until }
room-out-of-service-hint = La habitación no se da a ningún cliente. El personal puede seguir abriéndola.
room-reason = Motivo
room-until = Hasta
room-until-open = Sin fecha
room-new = Nueva habitación
room-new-detail = Una habitación para clientes
room-gone = Esta habitación ya no existe
room-no-impact = Los cambios en estos campos no afectan a ninguna llave.
room-add = Nueva habitación
room-open = Abrir
room-search = Buscar habitaciones y suites
room-count = { $count ->
    [one] Una habitación o suite
   *[other] { $count } habitaciones y suites
}
room-found = { $found } de { $total } habitaciones y suites
room-none = Aún no hay habitaciones
room-none-next = Añada las habitaciones de la casa. El personal entra por zonas: una planta para pisos, por ejemplo.
room-none-found = No se encontró ninguna habitación
room-none-found-next = Pruebe con menos letras o quite un filtro.
room-delete = Eliminar
room-delete-title = ¿Eliminar { $name }?
room-delete-sentence = { $count ->
    [0] Nadie del personal puede abrirla.
    [one] Una persona del personal puede abrirla.
   *[other] { $count } personas del personal pueden abrirla.
}
room-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse y la abrirá hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y la abrirán hasta entonces.
}
suite-new = Nueva suite
suite-new-detail = Habitaciones tras una misma entrada
suite-gone = Esta suite ya no existe
suite-no-impact = Los cambios en estos campos no afectan a ninguna llave.
suite-delete = Eliminar
suite-delete-title = ¿Eliminar { $name }?
suite-delete-sentence = { $count ->
    [0] Nadie del personal puede abrir su entrada. Sus habitaciones se quedan.
    [one] Una persona del personal puede abrir su entrada. Sus habitaciones se quedan.
   *[other] { $count } personas del personal pueden abrir su entrada. Sus habitaciones se quedan.
}
suite-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse y abrirá la entrada hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y abrirán la entrada hasta entonces.
}
trouble-no-room = Esta habitación ya no existe, o usted no puede verla.
trouble-no-suite = Esta suite ya no existe, o usted no puede verla.
trouble-in-another-suite = Una habitación está como mucho en una suite, y así alguna estaría en dos. Sáquela antes de la otra suite.

locations-title = Ubicaciones
locations-add = Añadir ubicaciones
locations-put = Añadir una ubicación…
locations-show = Ver ubicación
locations-name = Ubicación
locations-detail = Para qué
locations-search = Buscar ubicaciones
locations-no-match = No se encontró ninguna ubicación
locations-beyond = { $count ->
    [one] Una ubicación más que no puede ver.
   *[other] { $count } ubicaciones más que no puede ver.
}
locations-beyond-some = Algunas tienen ubicaciones que no ve.
functions-title = Funciones
functions-add = Añadir funciones
functions-put = Añadir una función…
functions-show = Ver función
functions-name = Función
functions-detail = Para qué
functions-search = Buscar funciones
functions-no-match = No se encontró ninguna función
functions-beyond = { $count ->
    [one] Una función más que no puede ver.
   *[other] { $count } funciones más que no puede ver.
}
functions-beyond-some = Algunas tienen funciones que no ve.
user-locations-none = Aún sin ubicaciones
user-locations-none-next = Una persona abre una puerta que está en una de sus ubicaciones y tiene una de sus funciones.
user-functions-none = Aún sin funciones
user-functions-none-next = Una persona abre una puerta que tiene una de sus funciones y está en una de sus ubicaciones.
several-locations-none = Nadie tiene una ubicación
several-locations-none-next = Añada las ubicaciones que reciben todas.
several-functions-none = Nadie tiene una función
several-functions-none-next = Añada las funciones que reciben todas.
door-locations-none = Esta puerta no está en ninguna ubicación
door-locations-none-next = Se abre a quien tiene una de sus ubicaciones y una de sus funciones. Las llaves necesitan una actualización, y su cerradura una visita.
door-functions-none = Esta puerta no tiene ninguna función
door-functions-none-next = Se abre a quien tiene una de sus ubicaciones y una de sus funciones. Las llaves necesitan una actualización, y su cerradura una visita.
door-reason-crossings = Ahora está en otras ubicaciones, o tiene otras funciones.
door-reason-time-zone = Va por otra zona horaria, o las reglas de esa zona han cambiado.
user-panel-crossing = Ubicaciones y funciones
user-crossing = Sus puertas se abren
user-crossing-hint = Un horario para todas las puertas que esta persona abre por una ubicación y una función.
user-crossing-always = Siempre
user-crossing-unseen = Mientras rija un horario que no puede ver
crossing-number = Número
grouping-panel = Agrupaciones
grouping-none = Ninguno
crossing-number-told = De 1 a 1024. Se rellena con el más bajo que está libre. Las llaves guardan sitio para cada número hasta el más alto: no deje huecos.
crossing-bytes = { $bytes ->
    [one] Con estos números, las ubicaciones y funciones ocupan un byte en una llave.
   *[other] Con estos números, las ubicaciones y funciones ocupan { $bytes } bytes en una llave.
}
location-told = Mientras las cerraduras no conozcan sus ubicaciones y funciones, las llaves nombran las puertas una a una, y los números no ocupan sitio.
function-told = Mientras las cerraduras no conozcan sus ubicaciones y funciones, las llaves nombran las puertas una a una, y los números no ocupan sitio.
locations-functions-title = Ubicaciones y funciones
location-new = Nueva ubicación
location-new-detail = Dónde hay puertas
location-gone = Esta ubicación ya no existe
location-no-impact = Los cambios en estos campos no afectan a ninguna llave.
location-doors-none = Aún sin puertas
location-doors-none-next = Añada las puertas que están aquí. Las personas necesitan además una de sus funciones.
location-people-none = Nadie tiene esta ubicación
location-people-none-next = Añada a las personas que tienen acceso aquí. Necesitan además funciones.
location-add = Nueva ubicación
location-open = Abrir
location-search = Buscar ubicaciones y funciones
location-count = { $count ->
    [one] Una ubicación o función
   *[other] { $count } ubicaciones y funciones
}
location-found = { $found } de { $total } ubicaciones y funciones
location-none = Aún no hay ubicaciones ni funciones
location-none-next = Una ubicación es donde hay puertas, un edificio por ejemplo; una función es para qué son, como la limpieza. Quien tiene de las dos abre las puertas en que coinciden.
location-none-found = No se encontró ninguna ubicación ni función
location-none-found-next = Pruebe con menos letras o quite un filtro.
location-delete = Eliminar
location-delete-title = ¿Eliminar { $name }?
location-delete-sentence = { $count ->
    [0] Nadie la tiene.
    [one] Una persona la tiene, y pierde las puertas que solo abría por ella.
   *[other] { $count } personas la tienen, y pierden las puertas que solo abrían por ella.
}
location-delete-keys = { $count ->
    [0] Ninguna llave necesita una actualización.
    [one] Una llave necesitará una actualización, y abre sus puertas hasta entonces.
   *[other] { $count } llaves necesitarán una actualización, y abren sus puertas hasta entonces.
}
function-new = Nueva función
function-new-detail = Para qué son las puertas
function-gone = Esta función ya no existe
function-no-impact = Los cambios en estos campos no afectan a ninguna llave.
function-doors-none = Aún sin puertas
function-doors-none-next = Añada las puertas que son para esto. Las personas necesitan además una de sus ubicaciones.
function-people-none = Nadie tiene esta función
function-people-none-next = Añada a las personas que hacen esto. Necesitan además ubicaciones.
function-delete = Eliminar
function-delete-title = ¿Eliminar { $name }?
function-delete-sentence = { $count ->
    [0] Nadie la tiene.
    [one] Una persona la tiene, y pierde las puertas que solo abría por ella.
   *[other] { $count } personas la tienen, y pierden las puertas que solo abrían por ella.
}
function-delete-keys = { $count ->
    [0] Ninguna llave necesita una actualización.
    [one] Una llave necesitará una actualización, y abre sus puertas hasta entonces.
   *[other] { $count } llaves necesitarán una actualización, y abren sus puertas hasta entonces.
}
fault-crossing-number = Un número de 1 a { $max }.
fault-crossing-taken = Otra tiene este número, quizá en una partición que no ve. Elija otro.
trouble-no-location = Esta ubicación ya no existe, o no puede verla.
trouble-no-function = Esta función ya no existe, o no puede verla.
trouble-no-crossing-number-left = Los 1024 números están en uso. Elimine lo que no haga falta.
