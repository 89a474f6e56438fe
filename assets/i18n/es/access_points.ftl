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
    [0] Ninguna llave necesita actualizarse por esto.
    [one] Una llave necesitará actualizarse y abrirá la puerta hasta entonces.
   *[other] { $count } llaves necesitarán actualizarse y abrirán la puerta hasta entonces.
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
door-column-number = Número
door-new = Nueva puerta
door-new-detail = Aún sin guardar
door-gone = Ya no está
door-where = Dónde está
door-panel-keys = En las llaves
door-number-hint = Se guarda en las llaves y en la cerradura; no cambia nunca.
door-number-later = Se asigna al guardar la puerta
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
