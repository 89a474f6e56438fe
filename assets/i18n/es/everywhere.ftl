# Los textos de la ventana en español. Un error dice qué ocurre y qué hay que hacer a continuación.

## Palabras de todas las pantallas

cancel = Cancelar
close = Cerrar
done = Listo
ok = Aceptar
back = Volver
secret-show = Mostrar
secret-hide = Ocultar
when-date = DD/MM/AAAA
when-time = Hora
when-until = Hasta el { $end }
unit-days = Días
unit-hours = Horas
date-months = enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
date-months-short = ene feb mar abr may jun jul ago sept oct nov dic
date-weekdays = lu ma mi ju vi sá do
date-today = Hoy
date-yesterday = Ayer
toast-dismiss = Descartar
undo = Deshacer
undone = Deshecho: { $what }.
undone-of-several = { $count ->
    [one] un registro
   *[other] { $count } registros
}
undone-keys = { $count ->
    [one] Deshecho: { $what }. Una llave necesita actualizarse.
   *[other] Deshecho: { $what }. { $count } llaves necesitan actualizarse.
 }
undone-written = { $count ->
    [one] Deshecho: { $what }. Una llave se grabó entretanto: necesita actualizarse.
   *[other] Deshecho: { $what }. { $count } llaves se grabaron entretanto: necesitan actualizarse.
 }
undo-title = ¿Deshacer lo que guardó a las { $time }?
undo-what = Vuelve a como estaba antes: { $what }.
undo-then-keys = { $count ->
    [0] Ninguna llave necesita actualizarse por esto.
    [one] Una llave necesitará actualizarse.
   *[other] { $count } llaves necesitarán actualizarse.
}
undo-then-written = { $count ->
    [one] Una llave se grabó entretanto. Abrirá lo que dice hasta que se actualice.
   *[other] { $count } llaves se grabaron entretanto. Abrirán lo que dicen hasta que se actualicen.
}
undo-typed = Guarde o descarte antes lo que ha escrito y después deshaga.
undo-refused = No se ha deshecho. { $why }
undo-nothing = Ya no hay nada que deshacer.
undo-changed-since = Entretanto se ha vuelto a cambiar, y al deshacer se perdería también ese cambio.

list-loading = Cargando…
list-so-far = Se muestran { $count }; al bajar aparecen más.
list-compact = Filas compactas
list-unreadable = No se puede leer
list-unreadable-hint = La fila está en la base de datos, pero su contenido no lo escribió Keydesk. El auditor del sistema puede verificar lo que se hizo.
job-check-failed = No se ha podido hacer la comprobación diaria de la base de datos. { $why }
list-selected = { $count ->
    [one] { $count } seleccionada
   *[other] { $count } seleccionadas
}
list-clear = Borrar la búsqueda
list-view-lost = Esta vista filtra por algo que ya no existe o que usted no ve. No se ha cambiado nada.
select-search = Buscar
list-select-all = Seleccionar todo
list-clear-selection = Quitar la selección
list-refresh = Recargar
list-narrow = Añadir filtro
list-narrow-search = Buscar filtros y valores
list-narrow-fields = Todos los filtros
list-take-days = Usar estos días
list-drop = Quitar este filtro
list-drop-all = Quitar los filtros
list-facets = { $count ->
    [one] Un filtro
   *[other] { $count } filtros
 }
list-columns = Columnas
list-columns-hint = Qué columnas se muestran. Donde hay poco sitio, algunas se omiten solas.
list-columns-all = Mostrar todas
list-views = Vistas
view-everything = Todo
view-kept = Guardadas en este puesto
view-keep = Guardar esta vista…
view-keep-title = Guardar esta vista
view-keep-go = Guardar
view-name = Nombre
view-name-hint = En este puesto se guardan sus filtros, su orden y sus columnas, pero no lo que se busca.
view-forget = Olvidar «{ $name }»
sheet-nothing = Elija una fila para leer aquí sobre ella.
sheet-events = Últimos eventos
sheet-no-doors = No hay puertas dadas por separado
sheet-no-people = A nadie se le ha dado por separado
sheet-more = { $count ->
    [one] y una más
   *[other] y { $count } más
 }
facet-period = Periodo
period-last-days = Últimos { $days } días
period-this-month = Este mes
period-last-month = Mes pasado
period-from = desde el { $from }
period-until = hasta el { $until }
list-more = Más
list-copied-too-many = Se copian como máximo { $count } filas a la vez. Seleccione menos.

record-save = Guardar
record-saving = Guardando…
record-discard = Descartar
record-unchanged = No ha cambiado nada.
record-saved = Guardado.
record-saved-at = Guardado: { $at }
record-saved-keys = { $count ->
    [one] Guardado. Una llave necesita actualizarse.
   *[other] Guardado. { $count } llaves necesitan actualizarse.
}
thing-new-note = Las llaves afectadas deberán actualizarse cuando se guarde.
thing-added-and-given = Guardado. Las llaves afectadas deben actualizarse ahora.
thing-name = Nombre
thing-what-for = Para qué
thing-of-nobody = Nadie
record-no-impact = Ninguna llave tendrá que actualizarse por esto.
deletion-refused = { $name }: aún no se puede eliminar
deletion-refused-several = No todas estas { $count } personas se pueden eliminar aún
deletion-going = Eliminando…
deleted = { $count ->
    [0] Se ha eliminado { $name }.
    [one] Se ha eliminado { $name }. Una llave necesita actualizarse.
   *[other] Se ha eliminado { $name }. { $count } llaves necesitan actualizarse.
}
deleted-several = Se ha eliminado a { $count } personas.
deletion-for-good = No se puede deshacer.
record-relations = Asociado
relation-as-saved = Esto es lo guardado. Sus cambios contarán aquí cuando los guarde.
relation-remove = Quitar
relation-restore = Restaurar
relation-period = Cuándo
relation-added = Se añade
relation-changed = Se cambia
relation-removed = Se quita
relation-state = Estado
relation-several = Elegir de la lista
relation-all-found = { $count ->
    [one] Elegir lo encontrado…
   *[other] Elegir todo lo encontrado ({ $count })…
}
relation-all-title = { $count ->
    [one] ¿Elegir lo encontrado?
   *[other] ¿Elegir todo lo encontrado ({ $count })?
}
relation-all-sentence = Se marca todo lo que ha encontrado la búsqueda. No se concede nada hasta que lo añada y guarde.
relation-all-do = { $count ->
    [one] Elegirlo
   *[other] Elegir todo ({ $count })
}
relation-take = { $count ->
    [0] Añadir
    [one] Añadir 1
   *[other] Añadir { $count }
}
relation-period-title = { $count ->
    [one] ¿Cuándo vale?
   *[other] ¿Cuándo vale para estas { $count } entradas?
}
relation-always = Siempre
relation-kept = Como está
relation-between = Desde – hasta
relation-from = Desde
relation-until = Hasta
relation-no-timetable = A cualquier hora
relation-timetable = Horario
relation-timetable-hint = Solo se abre mientras rige el horario y, si hay un periodo, dentro de él.
relation-timetable-unseen = un horario que usted no puede ver
relation-take-period = Aplicar
relation-some = { $count } de { $of }
relation-differ = Momentos distintos
tab-next = Mostrar la pestaña siguiente
record-history = Mostrar quién cambió qué
impact-title = Si guarda
impact-open = ¿De quién son las llaves?
impact-shut = Cerrar los nombres
impact-asking = Averiguando de quién son las llaves…
impact-does-not-fit = No cabe en la llave:
impact-re-edition = Necesita una reedición en un codificador:
impact-update = Debe actualizarse:
impact-more = { $count ->
    [one] Y una más.
   *[other] Y { $count } más.
}
impact-beyond = { $count ->
    [one] Y una persona que usted no ve.
   *[other] Y { $count } personas que usted no ve.
}
impact-gained = Gana: { $points }
impact-lost = Pierde: { $points }
impact-retimed = En otros momentos: { $points }
impact-points-more = { $count } más
impact-points-beyond = { $count } que usted no ve
impact-until = Hasta que se actualice, cada llave abre lo que dice ahora: la última, hasta el { $until }.
relation-fullest = La llave más llena de estas es la de { $name }: { $needed } de { $capacity } bytes.
relation-read-again = Reintentar
relation-lost = No se ha podido leer
relation-lost-next = No se ha cambiado nada. Lo guardado sigue como estaba.
record-by-first-start = el primer inicio
record-by-upgrade = la actualización del programa
record-changed = Guardado el { $at } por { $by }

paper-save = Guardar como PDF
paper-print = Imprimir

file-path = Archivo
file-browse = Examinar…
file-open = Abrir
file-save = Guardar
file-not-written = No se ha podido escribir el archivo. Elija otra carpeta.

## Teclas

keys-ctrl = Ctrl
keys-command = ⌘
keys-alt = Alt
keys-shift = Mayús
keys-page-down = AvPág
keys-delete = Supr
keys-enter = Intro
keys-backslash = Ç
