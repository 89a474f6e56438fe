## Registro de accesos

trail-search = Buscar puertas y personas
trail-count = { $count ->
    [one] Un evento
   *[other] { $count } eventos
}
trail-found = { $found ->
    [one] Se ha encontrado un evento
   *[other] Se han encontrado { $found } eventos
}
trail-days = Su grupo ve los últimos { $count } días.
trail-opened = Aperturas
trail-refused = Rechazos
trail-battery = Batería
trail-open = Abrir la persona
trail-none = Todavía no hay eventos
trail-none-next = Las puertas no están en red. Las llaves que registran aperturas llevan los eventos, que aparecen aquí cuando una de ellas pasa por un codificador.
trail-none-found = Ningún evento encontrado
trail-none-found-next = Pruebe con otras palabras o muestre todos los eventos.
trail-column-time = Hora
trail-column-door = Puerta
trail-column-person = Persona
trail-column-event = Evento
trail-column-received = Recibido
trail-somebody = Otra persona
trail-somebody-hint = Una persona de otra partición.
trail-event-taken = Taquilla ocupada
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
trail-refused-occupancy-over = Rechazada: se superó el tiempo de ocupación de la taquilla
trail-refused-has-another = Rechazada: la llave ya ocupa otra taquilla del grupo
trail-unproven = { $event } (sin probar)
trail-unproven-hint = La cerradura de esta puerta no escribió este registro, o no en esta llave. No se fíe de él.
