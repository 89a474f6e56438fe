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
trail-taken = Taquilla ocupada
trail-memory = Memoria de la cerradura llena
trail-clocks = Relojes distintos
trail-unknown = Desconocido para esta versión
trail-only-point = Solo este punto de acceso
trail-only-person = Solo esta persona
trail-export = Exportar
trail-export-title = Exportar eventos
trail-export-hint = Todos los eventos de la lista, como archivo para una hoja de cálculo (CSV).
trail-export-separator = ;
trail-exporting = Escribiendo el archivo
trail-exported = { $count ->
    [one] Se ha escrito un evento en { $path }.
   *[other] Se han escrito { $count } eventos en { $path }.
}
trail-file-name = Eventos
trail-print = Imprimir
trail-print-title = Imprimir eventos
trail-print-all = { $count ->
    [one] Un evento, como en la lista.
   *[other] { $count } eventos, como en la lista.
}
trail-print-first = Los primeros { $count } eventos de la lista. Para imprimir otros, filtre más.
trail-purge = Purgar
trail-purge-title = Purgar eventos
trail-purge-sentence = Los eventos antiguos se escriben primero en un archivo que se relee, y solo entonces se quitan del registro. Se quedan los de puntos de acceso y personas que usted no puede ver.
trail-purge-before = Eventos anteriores a
trail-purge-nothing = No hay eventos tan antiguos que usted pueda quitar. Lo llegado en las últimas 24 horas se queda siempre.
trail-purge-count = { $count ->
    [one] Se quitará un evento.
   *[other] Se quitarán { $count } eventos.
}
trail-purge-go = Escribir y quitar
trail-purge-file-name = Eventos purgados
trail-purge-done = { $count ->
    [one] Un evento anterior al { $before } se ha guardado en { $file } y se ha quitado.
   *[other] { $count } eventos anteriores al { $before } se han guardado en { $file } y se han quitado.
}
trail-purge-done-hint = El auditor del sistema guarda el nombre y la huella del archivo.
trail-of-point = Quién la abrió
trail-of-person = Dónde estuvo esta llave
trail-doubt = En duda
trail-not-proven = Sin probar
trail-odd-clock = Reloj extraño
trail-odd-clock-hint = Esta hora no puede ser: es posterior a la llegada del evento, o anterior a que la llave fuera de alguien. Uno de los relojes iba mal.
trail-nameless = Ya sin nombre
trail-nameless-hint = Esta instalación guarda los nombres de los eventos un tiempo limitado.
view-trail-lately = Últimos 7 días
view-trail-arrived = Llegados hoy
view-trail-refused = Rechazos, últimos 7 días
view-trail-doubtful = En duda
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
trail-event-denylist = La cerradura supo qué llaves rechazar
trail-event-unknown = Un evento que esta versión no conoce
trail-refused-altered = Rechazo: no es una llave válida de esta instalación
trail-refused-cancelled = Rechazo: cancelada
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
