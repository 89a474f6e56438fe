## Usuarios

users-title = Usuarios
users-count = { $count ->
    [one] Una persona
   *[other] { $count } personas
}
users-found = { $found } de { $total } personas
users-search = Buscar personas
users-add = Nueva persona
users-open = Abrir ficha
users-edit-together = Editar a la vez
users-assign-key = Asignar llave
users-update-key = Actualizar llave
users-ban = Vetar
users-lift-ban = Levantar veto
users-may-not-ban = Su grupo no puede poner vetos. Pídaselo a un administrador.
users-delete = Eliminar
users-none = Aún no hay personas
users-none-next = Añada la primera persona y dele después puertas y una llave.
users-none-found = No se ha encontrado a nadie
users-none-found-next = Pruebe con menos letras o con otro filtro.
users-column-status = Llave
users-column-name = Nombre
users-column-partition = Partición
users-column-doors = Derechos propios
users-column-until = Caducidad
users-column-external-id = ID externo
users-banned = { $count ->
    [one] Se ha vetado a { $name }.
   *[other] Se ha vetado a { $count } personas.
}
users-ban-lifted = { $count ->
    [one] Se ha levantado el veto a { $name }.
   *[other] Se han levantado { $count } vetos.
}
users-delete-title = { $count ->
    [one] ¿Eliminar a { $name }?
   *[other] ¿Eliminar a { $count } personas?
}
users-delete-sentence = { $count ->
    [one] Se eliminan los datos de la persona y sus puertas. El auditor del sistema conserva lo que se hizo.
   *[other] Se eliminan sus datos y sus puertas. El auditor del sistema conserva lo que se hizo.
}
users-ban-title = { $count ->
    [one] ¿Vetar a { $name }?
   *[other] ¿Vetar a { $count } personas?
}
users-ban-sentence = No se escribe ninguna llave para una persona vetada.
users-ban-until = La llave ya no se graba y las cerraduras que se enteran del veto la rechazan hasta que se actualice después. La que no se entera, y todas si la llave no se puede cancelar, abren hasta el { $until }: recójala si puede.

filter-needs-attention = Requieren atención
filter-banned = Vetadas
filter-not-banned = No vetadas
filter-ends-within = en los próximos { $days } días
facet-key = Llave
facet-person = Persona
facet-door = Puerta
view-needs-update = Por actualizar
view-ends-soon = Caduca pronto
view-no-key = Sin llave

user-new = Nueva persona
user-new-detail = Aún sin guardar
user-gone = Ya no está
user-panel-identification = Identificación
user-panel-contact = Contacto y códigos
user-panel-options = Opciones de llave
user-panel-validity = Validez
user-panel-pin = PIN
user-panel-key = Llave
user-panel-phone = Llave de teléfono
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
user-expires = Caduca en una fecha
user-expiration = Válida hasta
user-revalidation = La llave debe actualizarse con regularidad
user-revalidation-hint = La llave caduca al pasar este tiempo desde cada actualización, de modo que una llave perdida deja de servir por sí sola.
user-period = Periodo
user-period-unit = Unidad
user-never-ends = Una llave perdida de esta persona abriría puertas para siempre. Fije un fin o un periodo de actualización.
user-pin = Usar un PIN
user-pin-hint = Las puertas con teclado lo piden.
user-pin-kept = Hay un PIN establecido.
user-pin-replace = Establecer otro
user-pin-new = PIN
user-key-later = Asignar llave guarda antes a la persona.
user-key-none = No hay ninguna llave asignada.
user-key-needs = Necesitará { $needed } bytes.
user-key-from = Válida desde
user-key-until = Válida hasta
user-key-written = Escrita
user-key-serial = Número de serie
user-key-locker = Taquilla
user-key-some-locker = Una taquilla
user-key-holds = { $locker } (grupo { $group }), desde { $since }; leído { $read }
user-key-holds-hint = Antes de quitarle la zona a esta persona o de hacer otra llave, que abra la taquilla con esta llave. Después solo la abre un maestro.
user-key-memory = Memoria
user-key-bytes = { $needed } de { $capacity } bytes
phone-none = Ningún teléfono es llave de esta persona.
phone-add = Añadir teléfono
phone-add-title = Añadir un teléfono como llave de { $name }
phone-add-sentence = El teléfono es una segunda llave junto a la tarjeta. Dice lo mismo que debe decir la tarjeta y se actualiza solo.
phone-scan = 1. Escanee esto con el teléfono
phone-type = o escríbalo en la aplicación del teléfono:
phone-picture = La instalación, para la cámara del teléfono
phone-code = 2. Lo que el teléfono muestra después
phone-code-hint = Péguelo, o escanéelo con un lector que escriba.
phone-not-one = Esto no es lo que muestra un teléfono: empieza por kd-phone:1.
phone-mistyped = Hay un carácter equivocado. Vuelva a escanearlo o a pegarlo.
phone-taken = Este teléfono ya es una llave. Quítelo allí primero.
phone-has-one = { $name } ya tiene una llave de teléfono. Quítela primero.
phone-added = El teléfono ya es una llave. Su primera llave está en camino.
phone-remove = Quitar llave de teléfono
phone-remove-title = ¿Quitar la llave de teléfono de { $name }?
phone-remove-sentence = Las cerraduras la rechazan en cuanto se enteran: las llaves que se graban a partir de ahora llevan la noticia. Una cerradura que no se entera la acepta hasta el { $until }.
phone-removed = El teléfono de { $name } ya no es una llave. Las llaves que se graban a partir de ahora avisan a las cerraduras.
phone-removed-over = El teléfono de { $name } ya no es una llave. Lo que tenía ya había caducado.
phone-removed-not = El teléfono de { $name } ya no es una llave, pero no se puede avisar a las cerraduras: abre hasta el { $until }.
phone-made = Creada
phone-number = Número
phone-due = Pendiente de renovar
phone-due-sentence = Algo ha cambiado. La siguiente llave se crea sola mientras haya alguien conectado que trabaje con llaves.
phone-does-not-fit = No cabe
phone-does-not-fit-sentence = Lo que debe decir la llave es más largo de lo que admite un teléfono. Quite permisos.
phone-queued = En camino
phone-queued-since = Creada el { $at } y aún no entregada. Se entrega en la carpeta de Opciones generales.
phone-refused = No se puede entregar
phone-refused-since = Desde el { $at } no se puede escribir en la carpeta de Opciones generales. Se reintenta solo.
phone-delivered = Entregada
phone-delivered-since = Entregada el { $at }. El teléfono aún no ha dicho que la recogió.
phone-acknowledged = Al día
phone-acknowledged-since = El teléfono la recogió; se sabe desde el { $at }.
key-takes = De ellos: { $takes }
key-takes-access-points = puntos de acceso { $bytes }
key-takes-zones = zonas { $bytes }
key-takes-timetables = horarios y calendarios { $bytes }
key-takes-outputs = salidas { $bytes }
key-takes-options = PIN y opciones { $bytes }
key-takes-always = en toda llave { $bytes }
record-show-theirs = Mostrar el estado guardado
user-is-banned = Esta persona está vetada: no se escribe ninguna llave.
user-saved-update = Guardado. La llave de { $name } necesita actualizarse.
user-saved-re-edition = Guardado. La llave de { $name } necesita una reedición en un codificador.
user-added = { $name } se ha guardado.
user-added-without-doors = { $name } se ha guardado y aún no tiene puertas.
user-tab-overview = General
user-tab-details = Detalles
user-impact-update = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
user-impact-re-edition = { $count ->
    [one] Una llave necesitará una reedición en un codificador.
   *[other] { $count } llaves necesitarán una reedición en un codificador.
}
user-impact-anyway = Esta llave ya necesita actualizarse.
user-impact-no-room = Esto no cabe en la llave de la persona. Dé menos puertas o desactive Auditar aperturas.

option-extended-opening = Tiempo de apertura ampliado
hint-extended-opening = Las puertas permanecen abiertas más tiempo para esta persona.
option-override-privacy = Ignorar la privacidad
hint-override-privacy = Abre también una puerta cerrada por dentro con el pestillo y, como maestro, una taquilla ocupada.
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
option-pin = PIN

doors-title = Puertas
doors-add = Añadir puertas
doors-beyond-some = Alguna tiene puertas que usted no ve.
doors-put = Añadir una puerta…
doors-show = Mostrar puerta
user-doors-none = No hay puertas dadas por separado
user-doors-none-next = Añada las puertas que esta persona puede abrir.
several-doors-none = A ninguna se le ha dado una puerta por separado
several-doors-none-next = Añada las puertas que todas pueden abrir.
doors-beyond = { $count ->
    [one] Una puerta más que usted no puede ver.
   *[other] { $count } puertas más que usted no puede ver.
}
doors-name = Puerta
doors-detail = Ubicación
doors-search = Buscar puertas
doors-no-match = No se ha encontrado ninguna puerta

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

user-access-levels-title = Niveles de acceso
user-access-levels-add = Añadir niveles de acceso
user-access-levels-put = Añadir un nivel de acceso…
user-access-levels-show = Mostrar nivel de acceso
user-access-levels-name = Nivel de acceso
user-access-levels-detail = Para qué
user-access-levels-search = Buscar niveles de acceso
user-access-levels-no-match = No se ha encontrado ningún nivel de acceso
user-access-levels-beyond = { $count ->
    [one] Un nivel de acceso más que usted no puede ver.
   *[other] { $count } niveles de acceso más que usted no puede ver.
}
user-levels-none = Aún no hay niveles de acceso
user-levels-none-next = Un nivel de acceso da las mismas puertas a todos los que lo tienen.
door-levels-none = Ningún nivel de acceso abre esta puerta
door-levels-none-next = Quien tenga un nivel de acceso añadido aquí puede abrir la puerta.
user-access-level-new = Nuevo nivel de acceso
user-access-level-new-detail = Puertas que varias personas tienen en común
user-access-level-gone = Este nivel de acceso ya no existe
user-access-level-no-impact = Cambiar estos campos no cambia ninguna llave.
user-access-level-doors-none = Aún no hay puertas
user-access-level-doors-none-next = Añada las puertas que puede abrir quien tenga este nivel de acceso.
user-access-level-people-none = Nadie tiene este nivel de acceso
user-access-level-people-none-next = Añada las personas que reciben sus puertas.
user-access-level-add = Nuevo nivel de acceso
user-access-level-open = Abrir
user-access-level-search = Buscar niveles de acceso
user-access-level-count = { $count ->
    [one] Un nivel de acceso
   *[other] { $count } niveles de acceso
}
user-access-level-found = { $found } de { $total } niveles de acceso
user-access-level-none = Aún no hay niveles de acceso
user-access-level-none-next = Un nivel de acceso da a varias personas las mismas puertas a la vez: un departamento, un turno, una planta.
user-access-level-none-found = No se ha encontrado ningún nivel de acceso
user-access-level-none-found-next = Pruebe con menos letras o quite un filtro.
user-access-level-delete = Eliminar
user-access-level-delete-title = ¿Eliminar { $name }?
user-access-level-delete-sentence = { $count ->
    [0] Nadie lo tiene.
    [one] Una persona lo tiene y pierde sus puertas, salvo las que reciba de otro modo.
   *[other] { $count } personas lo tienen y pierden sus puertas, salvo las que reciban de otro modo.
}
user-access-level-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
trouble-no-user-access-level = Este nivel de acceso ya no existe o usted no puede verlo.
user-access-levels-beyond-some = Alguna tiene niveles de acceso que usted no ve.
several-levels-none = Ninguna tiene niveles de acceso
several-levels-none-next = Añada los niveles de acceso que reciben todas.
trouble-too-many-doors = Serían más de { $max }: no se ha guardado nada. Reúna en una zona o un nivel de acceso las puertas que van juntas.

timetable-name = Horario
timetable-new = Nuevo horario
timetable-new-detail = Cuándo vale lo concedido
timetable-gone = Este horario ya no está
timetable-no-impact = Los cambios en estos campos no afectan a ninguna llave.
timetable-add = Nuevo horario
timetable-add-period = Añadir una franja
timetable-open = Abrir
timetable-search = Buscar horarios
timetable-count = { $count ->
    [one] Un horario
   *[other] { $count } horarios
}
timetable-found = { $found } de { $total } horarios
timetable-none = Todavía no hay horarios
timetable-none-next = Un horario indica en qué días y a qué horas se abre una puerta concedida: un turno, el horario de oficina.
timetable-none-found = No se ha encontrado ningún horario
timetable-none-found-next = Pruebe con menos letras o quite un filtro.
timetable-delete = Eliminar
timetable-delete-title = ¿Eliminar { $name }?
timetable-delete-sentence = { $count ->
    [0] No limita nada.
    [one] Aún limita algo concedido. Elija antes otro horario allí.
   *[other] Aún limita { $count } cosas concedidas. Elija antes otro horario allí.
}
timetable-delete-keys = { $count ->
    [0] Ninguna llave tendrá que actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
timetable-when = Cuándo
timetable-used = Usos
timetable-never = Nunca
timetable-periods = Franjas
timetable-week = La semana
timetable-from = Desde
timetable-until = Hasta
timetable-remove = Quitar la franja { $number }
timetable-most = Como máximo { $count }.
timetable-no-periods = Sin ninguna franja nunca rige: lo que limita no se abre.
timetable-working-days = Lun–Vie
timetable-all-days = Todos los días
timetable-calendar-hint = En un festivo o día especial del calendario que siguen las llaves, solo cuentan las marcas de esa clase de día.
timetable-uses = Lo que limita
timetable-monday = Lun
timetable-tuesday = Mar
timetable-wednesday = Mié
timetable-thursday = Jue
timetable-friday = Vie
timetable-saturday = Sáb
timetable-sunday = Dom
timetable-holiday = Festivos
timetable-special-1 = Especial 1
timetable-special-2 = Especial 2

limited-occupancy-groups-title = Aforo
limited-occupancy-groups-add = Añadir grupos
limited-occupancy-groups-put = Añadir un grupo…
limited-occupancy-groups-show = Ver el grupo
limited-occupancy-groups-name = Grupo
limited-occupancy-groups-detail = Para qué
limited-occupancy-groups-search = Buscar grupos
limited-occupancy-groups-no-match = No se ha encontrado ningún grupo
limited-occupancy-groups-beyond = { $count ->
    [one] Otro grupo que no puede ver.
   *[other] Otros { $count } grupos que no puede ver.
}
occupancy-areas = Áreas
occupancy-groups = Grupos
limited-occupancy-group-people-none = Todavía no hay nadie en este grupo
limited-occupancy-group-people-none-next = Añada las personas a las que se cuenta juntas. Cada persona está como mucho en un grupo.
limited-occupancy-group-areas-none = Todavía no se cuenta a este grupo en ningún sitio
limited-occupancy-group-areas-none-next = Añada las áreas en las que se cuenta a sus personas.
user-occupancy-none = No está en ningún grupo de aforo
user-occupancy-none-next = Añada el grupo con el que se cuenta a esta persona.
limited-occupancy-group-new = Nuevo grupo de aforo
limited-occupancy-group-new-detail = Personas a las que se cuenta juntas
limited-occupancy-group-gone = Este grupo de aforo ya no existe
limited-occupancy-group-no-impact = Un grupo no da ningún derecho: ninguna llave necesita actualizarse.
limited-occupancy-group-add = Nuevo grupo de aforo
limited-occupancy-group-open = Abrir
limited-occupancy-group-search = Buscar grupos de aforo
limited-occupancy-group-count = { $count ->
    [one] Un grupo de aforo
   *[other] { $count } grupos de aforo
}
limited-occupancy-group-found = { $found } de { $total } grupos de aforo
limited-occupancy-group-none = Todavía no hay grupos de aforo
limited-occupancy-group-none-next = Un grupo son personas a las que se cuenta juntas donde el aforo es limitado: una empresa, un departamento.
limited-occupancy-group-none-found = No se ha encontrado ningún grupo de aforo
limited-occupancy-group-none-found-next = Pruebe con menos letras o quite un filtro.
limited-occupancy-group-delete = Eliminar
limited-occupancy-group-delete-title = ¿Eliminar { $name }?
limited-occupancy-group-delete-sentence = Sus personas se conservan y ninguna llave necesita actualizarse.
trouble-no-limited-occupancy-group = Este grupo de aforo ya no existe o no puede verlo.

## Permisos como tabla

matrix-open = Tabla de accesos
matrix-people-title = Qué pueden abrir las personas
matrix-levels-title = Qué abren los niveles de acceso
matrix-people-doors = { $rows ->
        [one] 1 persona
       *[other] { $rows } personas
    } × { $columns ->
        [one] 1 puerta
       *[other] { $columns } puertas
    }
matrix-people-zones = { $rows ->
        [one] 1 persona
       *[other] { $rows } personas
    } × { $columns ->
        [one] 1 zona
       *[other] { $columns } zonas
    }
matrix-levels-doors = { $rows ->
        [one] 1 nivel de acceso
       *[other] { $rows } niveles de acceso
    } × { $columns ->
        [one] 1 puerta
       *[other] { $columns } puertas
    }
matrix-levels-zones = { $rows ->
        [one] 1 nivel de acceso
       *[other] { $rows } niveles de acceso
    } × { $columns ->
        [one] 1 zona
       *[other] { $columns } zonas
    }
matrix-people-search = Buscar personas
matrix-levels-search = Buscar niveles de acceso
matrix-doors-search = Buscar puertas
matrix-zones-search = Buscar zonas
matrix-none-found = No se ha encontrado nada
matrix-none-found-next = Busque otra cosa, o vacíe los dos cuadros de búsqueda.
matrix-untouched = Pulse Espacio o haga clic para dar y quitar. No se guarda nada hasta que usted lo diga.
matrix-read = Puede mirar esta tabla, pero no cambiarla.
matrix-given-count = { $count ->
        [one] 1 permiso por dar.
       *[other] { $count } permisos por dar.
    }
matrix-taken-count = { $count ->
        [one] 1 permiso por quitar.
       *[other] { $count } permisos por quitar.
    }
matrix-other-count = { $count ->
        [one] 1 permiso que valdrá a otras horas.
       *[other] { $count } permisos que valdrán a otras horas.
    }
matrix-saved = { $count ->
        [one] Se ha cambiado 1 permiso.
       *[other] Se han cambiado { $count } permisos.
    }
matrix-dropped = { $count ->
    [one] Otra persona ha cambiado mientras tanto uno de estos derechos. Queda como está ahora, y su cambio se ha descartado.
   *[other] Otra persona ha cambiado mientras tanto { $count } de estos derechos. Quedan como están ahora, y sus cambios se han descartado.
}
matrix-too-many = Se pueden cambiar { $most } celdas a la vez como máximo. Elija menos, o busque primero a menos personas.
matrix-none-to-change = Ahí no se puede dar ni quitar nada.
matrix-chosen = { $count ->
        [one] 1 celda elegida
       *[other] { $count } celdas elegidas
    }
matrix-cell = { $row } · { $column }: { $what }
matrix-asking = buscando…
matrix-nothing = sin permiso
matrix-given = dado, siempre
matrix-given-when = dado, { $when }
matrix-through = por { $by }
matrix-through-when = por { $by }, { $when }
matrix-will-have = se dará: { $when }
matrix-will-be = será a otras horas: { $when }
matrix-will-lose = se quitará
matrix-not-yours = No puede cambiar este permiso.
matrix-only-through = Esto viene por { $by }. Cámbielo allí: pulse Intro para abrir la fila.
matrix-sign-given = Dado, siempre
matrix-sign-timed = Dado, a veces
matrix-sign-through = Por un nivel, una zona…
matrix-sign-through-timed = Por uno de ellos, a veces
matrix-sign-added = Se dará
matrix-sign-taken = Se quitará
trouble-rights-changed = Otra persona ha cambiado entretanto los permisos de { $name }. No se ha guardado nada. Lo que ve ahora es como está; mírelo y guarde de nuevo.
