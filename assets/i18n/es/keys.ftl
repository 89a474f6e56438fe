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
reason-interrupted = La escritura se interrumpió el { $at }. No se sabe qué contiene la llave.
reason-perhaps-out = Hasta que se actualice la llave, una copia de la escritura interrumpida podría abrir puertas, como máximo hasta el { $at }.
reason-another-out = Se abandonó la primera llave en otra tarjeta; lo ya enviado a esa tarjeta puede abrir puertas hasta el { $at }.
reason-ended = La llave caducó el { $at }.
reason-ends = La llave caduca el { $at }.
reason-half-used = Ha pasado más de la mitad de su tiempo.
reason-does-not-fit = La llave necesita { $needed } bytes y tiene { $capacity }.
reason-log = Cambia el espacio para los eventos.
reason-records = Las puertas escriben otros eventos en las llaves.
reason-antipassback = Se ha cambiado el antipassback.
reason-lockers = Cambia el espacio para taquillas.
reason-number = Se ha cambiado el número de la persona.
reason-doors-added = { $count ->
    [one] Se ha añadido una puerta o taquilla.
   *[other] Se han añadido { $count } puertas o taquillas.
}
reason-doors-removed = { $count ->
    [one] Se ha quitado una puerta o taquilla.
   *[other] Se han quitado { $count } puertas o taquillas.
}
reason-periods-changed = { $count ->
    [one] Se ha cambiado el horario de una puerta.
   *[other] Se ha cambiado el horario de { $count } puertas.
}
reason-zones-added = { $count ->
    [one] Se ha añadido una zona.
   *[other] Se han añadido { $count } zonas.
}
reason-zones-removed = { $count ->
    [one] Se ha quitado una zona.
   *[other] Se han quitado { $count } zonas.
}
reason-zones-changed = { $count ->
    [one] Se han cambiado las puertas o el horario de una zona.
   *[other] Se han cambiado las puertas o el horario de { $count } zonas.
}
reason-outputs-added = { $count ->
    [one] Se ha añadido una salida.
   *[other] Se han añadido { $count } salidas.
}
reason-outputs-removed = { $count ->
    [one] Se ha quitado una salida.
   *[other] Se han quitado { $count } salidas.
}
reason-outputs-changed = { $count ->
    [one] Ha cambiado el horario de una salida.
   *[other] Ha cambiado el horario de { $count } salidas.
}
reason-crossing = Cambiaron las ubicaciones o funciones, o cuándo se abren sus puertas.
reason-days = Se han cambiado los festivos o la hora local.
reason-pin = Se ha cambiado el PIN.
reason-options = Se han cambiado las opciones de la llave.
reason-validity = Se ha cambiado la validez.
reason-card-keys = Se han renovado las claves de tarjeta.

## Codificadores

encoder-none = Ningún codificador
encoder-none-next = Conecte un codificador por USB. Si hay uno conectado y no aparece, avise a quien mantiene este ordenador.
encoder-empty = Preparado
encoder-holding = Tarjeta detectada
encoder-busy = Trabajando
encoder-yours = El suyo
encoder-simulated = Simulado
encoder-service-stopped = El servicio de tarjetas inteligentes de este ordenador no está en marcha. Pida a quien mantiene el ordenador que lo inicie: sudo systemctl start pcscd
encoder-service-forbidden = El servicio de tarjetas inteligentes no admite a este usuario. Pida permiso para usar tarjetas inteligentes.

light-waiting = Esperando una llave
light-working = Trabajando
light-done = Listo
light-failed = Error

tray-title = Codificador simulado
tray-hint = Haga clic en una tarjeta para ponerla en el codificador o quitarla, incluso mientras se escribe una llave. Ninguna puerta real se abre con estas tarjetas.
tray-key-of = Llave de { $name }
tray-blank = Tarjeta en blanco { $number }
tray-other-system = Tarjeta de otro sistema
tray-small = Tarjeta con poca memoria
tray-tag = Etiqueta, no sirve de llave
tray-laid = En el codificador
tray-lying = Fuera del codificador
tray-beside = Poner también { $card }

step-waiting = Coloque la llave
step-waiting-next = En el codificador.
step-waiting-next-at = En { $encoder }.
step-put-back = Vuelva a poner la llave
step-put-back-next = La escritura no ha terminado: la llave se ha retirado demasiado pronto.
step-put-back-next-at = La escritura no ha terminado: la llave se ha retirado demasiado pronto. Vuelva a ponerla en { $encoder }.
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
key-opens-never = Esta llave nunca podría abrir una puerta: la validez de la persona ha terminado, o empieza cuando ya habría caducado toda llave que se pueda escribir hoy. Cambie antes las fechas en Validez.
key-opens-later = Esta llave todavía no abre nada. Empieza el día que se indica arriba.
key-loses-locker = Esta llave ocupa { $locker } desde el { $since }, según decía el { $read }. Una vez escrita ya no la ocupa ni la abre: que se abra antes. Si no, la taquilla sigue ocupada hasta que la abra un maestro.
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
key-parting = La llave de { $name } está lista, válida hasta { $until }.

key-card-reading = Leyendo la llave…
key-card-none = Ponga una llave en el codificador para ver de quién es y si está actualizada.
key-card-lying = Hay una tarjeta en el codificador.
key-card-look = Ver qué es
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
key-several = Hay más de una tarjeta en el codificador
key-several-next = Deje una sola llave en el codificador e inténtelo de nuevo.
key-no-encoder = Ningún codificador
key-no-encoder-next = Conecte un codificador por USB e inténtelo de nuevo.
key-encoder-busy = El codificador está en uso
key-encoder-busy-next = Espere a que termine e inténtelo de nuevo.
key-only-updates = Este codificador solo actualiza llaves
key-only-updates-next = Elija otro codificador.
key-needs-desk = A la llave de { $name } le falta espacio reservado
key-needs-desk-next = Llévela a recepción: allí se reserva. No se ha cambiado nada.
key-broke-off = Algo ha fallado en Keydesk
key-broke-off-next = No se sabe qué contiene la llave. Póngala de nuevo en el codificador. Los detalles están en crash.txt, en la carpeta de la instalación.
key-no-secrets = Las claves de la instalación no están disponibles
key-no-secrets-next = Si la pantalla se bloqueó mientras tanto, desbloquéela e inténtelo de nuevo. Si no, a su cuenta no se le dieron: pídaselas a un operador que pueda escribir llaves.
key-reader-lost = Se ha desconectado el codificador
key-reader-lost-next = Vuelva a conectarlo y repita. Lo que contiene la llave se comprobará la próxima vez que se ponga en un codificador.
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
key-blank-next = Una tarjeta vacía solo se escribe como primera llave de alguien. Para actualizar una llave, ponga esa llave en el codificador.
key-of-nobody = Una llave de esta instalación sin titular
key-of-nobody-next = Su titular se eliminó o la llave se sustituyó. Puede volver a usarse para otra persona.
key-put-back = Esta llave contiene una versión anterior
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
key-banned = { $name } tiene un veto
key-banned-next = Recoja la llave. No se escribe ninguna hasta que se levante el veto.
key-person-expired = La validez de { $name } terminó el { $at }
key-person-expired-next = Cambie «Válida hasta» en Validez y escriba después la llave.
key-never-valid = Una llave de { $name } nunca podría abrir una puerta
key-never-valid-next = La validez de la persona empieza el { $from }, y una llave escrita hoy caduca el { $until } como máximo. Cambie las fechas en Validez o escriba la llave más tarde.
key-does-not-fit = La llave de { $name } no cabe en esta tarjeta
key-does-not-fit-next = Necesita { $needed } bytes y la tarjeta tiene { $capacity }. Use una tarjeta con más memoria, dé menos puertas o desactive Auditar aperturas.
key-removed = La llave se ha retirado demasiado pronto
key-removed-next = No se envió nada: contiene lo mismo que antes. Vuelva a ponerla y repita.
key-perhaps-erased = La llave se ha retirado demasiado pronto
key-perhaps-erased-next = No es seguro que ya no contenga nada, así que sigue contando como llave. Póngala de nuevo en el codificador y bórrela.
key-unknown = No se sabe qué contiene esta llave
key-unknown-next = Póngala de nuevo en el codificador y actualícela. Hasta entonces puede abrir las puertas de antes o las nuevas.
key-lockers-unknown = No es seguro que se hayan restablecido las taquillas
key-lockers-unknown-next = Vuelva a poner la llave en el codificador: entonces se muestra qué ocupa.
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
key-too-small = Esta tarjeta es demasiado pequeña
key-too-small-next = Una llave necesita { $needed } bytes y la tarjeta tiene { $free }. No se ha cambiado nada. Use una tarjeta con más memoria.
key-not-suitable = Esta tarjeta no sirve para llaves
key-not-suitable-next = No se ha cambiado nada. Use una tarjeta DESFire EV1, EV2 o EV3.

## Actualización automática de llaves

automatic-sentence = Ponga una llave tras otra en el codificador. Cada una se actualiza automáticamente.
automatic-begin = Empezar
automatic-stop = Detener
automatic-lying = Ya hay una tarjeta puesta
automatic-lying-next = Retírela y ponga una llave tras otra. O pulse Empezar: entonces se actualiza primero esta.
automatic-stopped = Detenido
automatic-stopped-next = Pulse Empezar y ponga una llave tras otra en el codificador.
automatic-updated = Actualizadas
automatic-re-edited = Reeditadas
automatic-refused = Rechazadas
automatic-events = Eventos
automatic-none = Aún no hay llaves
automatic-none-next = Las llaves actualizadas aparecen aquí.
key-card-expired = Caducó el { $until }
automatic-until = Válida hasta el { $until }
automatic-told-updated = Actualizada, válida hasta el { $until }.
automatic-told-re-edited = Reeditada, válida hasta el { $until }.

## Leer llave

read-sentence = Ponga una llave en el codificador para ver lo que dice. No se escribe nada en ella.
read-stopped-next = Pulse Empezar y ponga una llave en el codificador.
read-read = Leída.
read-written = Escrita
read-from = Válida desde
read-until = Válida hasta
read-expires = Termina
read-options = Opciones
read-option-goes = { $option }: se quita con la próxima actualización
read-option-comes = { $option }: se añade con la próxima actualización
read-locker = Ocupa la taquilla
read-locker-unseen = una que usted no puede ver
read-since = desde el { $since }
read-records = Eventos
read-no-records = Las puertas no escriben ninguno en esta llave.
read-records-said = { $count ->
    [0] Ninguno en la llave.
    [one] Uno en la llave, { $new ->
        [0] ya conocido.
       *[other] nuevo.
    }
   *[other] { $count } en la llave, { $new ->
        [0] ya conocidos.
        [one] uno nuevo.
       *[other] { $new } nuevos.
    }
}
read-serial = Tarjeta
read-memory = Memoria
read-bytes = { $bytes } de { $capacity } bytes
read-at = Leída el { $at }.
read-opens = { $count ->
    [0] La llave no abre nada que usted pueda ver.
    [one] La llave abre una cosa.
   *[other] La llave abre { $count } cosas.
}
read-differing = { $count ->
    [one] Una no está como debería.
   *[other] { $count } no están como deberían.
}
read-beyond = { $count ->
    [one] Una más
   *[other] { $count } más
} que usted no puede ver{ $differing ->
    [0] .
    [one] , una de ellas no como debería.
   *[other] , { $differing } de ellas no como deberían.
}
delete-key-sentence = Para una llave devuelta. Póngala en el codificador, vea de quién es y bórrela.
delete-key-what = Al borrar se quita todo de esta tarjeta, que luego puede ser otra llave. { $name } sigue, sin llave, y las taquillas que ocupa siguen ocupadas. Una llave perdida no se borra aquí: sigue abriendo, como mucho hasta el { $until }.
delete-key-do = Borrar llave
delete-key-done = Borrada
delete-key-told = { $name } ya no tiene llave y la tarjeta está en blanco.
read-what = Abre
read-now = La cerradura, ahora
read-says = La llave dice
read-wanted = Debería decir
read-missing = Aún no en la llave
read-too-much = Todavía en la llave
read-other = Otras horas
read-never = –
read-free = { $when }, una del grupo { $group }

## Restablecer taquillas

lockers-reset-sentence = Ponga una llave en el codificador para ver qué taquillas de asignación libre dice ocupar. Al restablecerlas no ocupa ninguna; nada más cambia en ella.
lockers-reset-holds = { $count ->
    [one] La llave ocupa una taquilla:
   *[other] La llave ocupa { $count } taquillas:
}
lockers-reset-since = Grupo { $group }, desde el { $since }
lockers-reset-unproven = Grupo { $group }, desde el { $since }. Esta anotación no está probada.
lockers-reset-hint = Las taquillas mismas no saben nada de ello: cada una sigue ocupada hasta que la abra esta llave o un maestro. Pero la llave puede entonces ocupar otra.
lockers-reset-do = Restablecer taquillas
lockers-reset-none = Esta llave no ocupa ninguna taquilla
lockers-reset-none-next = No hay nada que restablecer en la llave de { $name }. Retírela.
lockers-reset-done = Listo
lockers-reset-done-next = La llave de { $name } ya no ocupa ninguna taquilla. Retírela.
lockers-reset-parting = La llave de { $name } ya no ocupa ninguna taquilla.
lockers-reset-log = Aquí aparecen las llaves cuyas taquillas se han restablecido.

## Puntos de actualización

point-serving = Punto de actualización: atiende
point-paused = Punto de actualización: en pausa
point-unplugged = Punto de actualización: sin conectar
point-other-program = Punto de actualización: lo usa otro programa
point-failing = Punto de actualización: el codificador no responde
point-status = { $encoder } – { $state }
point-status-several = { $count } puntos de actualización, { $serving } atienden
point-tally = Hoy: actualizadas { $updated }, ya al día { $current }, rechazadas { $refused }
point-reason = { $count } × { $why }
point-pause-nobody = Volverá a atender cuando inicie sesión alguien que trabaje con llaves.
point-pause-locked = Volverá a atender cuando se desbloquee la pantalla.
point-pause-not-permitted = Quien ha iniciado sesión no puede actualizar llaves. Volverá a atender con alguien que pueda.
point-pause-clock = El reloj de este ordenador está en duda. No se escribe ninguna llave hasta que sea correcto.
point-pause-database = No se puede registrar nada. Vea la página de inicio.
point-not-ours = Esta tarjeta no es una llave de aquí.
point-blank = Esta tarjeta no lleva ninguna llave.
point-nobodys = Aquí no se conoce esta llave.
point-differs = Hay que examinar esta llave.
point-re-edition = Esta llave necesita más espacio.
point-banned = Esta llave no se renueva.
point-not-now = Esta llave no vale en este momento.
point-does-not-fit = Esta llave es demasiado pequeña.
point-too-soon = Retirada demasiado pronto.
point-several = Una sola llave cada vez.
point-failed = Algo ha fallado.
key-only-updates-named = { $encoder } solo actualiza llaves

face-waiting = Coloque su llave
face-waiting-next = Se actualizará.
face-working = Deje la llave
face-working-next = Solo será un momento.
face-put-back = Demasiado pronto
face-put-back-next = Vuelva a poner la llave y déjela.
face-done = Listo
face-until = Válida hasta { $weekday }, { $until }. Retire su llave.
face-desk = Vaya a recepción
face-again = Coloque la llave otra vez.
face-closed = Cerrado
face-closed-next = Vaya a recepción, por favor.
face-ask = Desbloquear
cancel-key = Cancelar llave
cancel-key-title = ¿Cancelar la llave de { $name }?
cancel-key-listed = Para una llave perdida. Deja de ser la llave de esta persona y las cerraduras la rechazan en cuanto se enteran: las llaves que se graban a partir de ahora llevan la noticia. Una cerradura que no se entera la acepta hasta el { $until }.
cancel-key-over = La llave está caducada y no abre nada. Deja de ser la llave de esta persona.
cancel-key-not = Esta llave no se puede cancelar en las cerraduras: abre hasta el { $until }, se haga lo que se haga aquí. Deja de ser la llave de esta persona.
cancel-key-in-hand = ¿Tiene la tarjeta en la mano? Entonces use Borrar llave: la tarjeta podrá volver a usarse.
cancel-key-places = Ocupa una plaza de la lista de denegación. Quedan { $free } libres.
cancel-key-keep = Conservar la llave
cancel-key-and-new = Cancelar y hacer otra llave
cancel-key-done = La llave de { $name } está cancelada. Las llaves que se graban a partir de ahora avisan a las cerraduras.
cancel-key-done-over = La llave de { $name } está cancelada. Ya había caducado.
cancel-key-done-not = La llave de { $name } está cancelada, pero no se puede avisar a las cerraduras: abre hasta el { $until }.
cancelled-may-open = { $known ->
    [0] Una llave de esta persona se canceló el { $at }. Ninguna cerradura ha comunicado aún que la rechaza; por sí sola caduca el { $until }.
    [one] Una llave de esta persona se canceló el { $at }. Una cerradura ha comunicado que la rechaza; por sí sola caduca el { $until }.
   *[other] Una llave de esta persona se canceló el { $at }. { $known } cerraduras han comunicado que la rechazan; por sí sola caduca el { $until }.
}
cancelled-show = ¿Qué cerraduras lo saben?
cancelled-title = Llave cancelada de { $name }
cancelled-by = Cancelada el { $at } por { $by }
cancelled-is-over = La llave está caducada desde el { $until }.
cancelled-all-know = Todas las cerraduras que podía abrir cuando se grabó por última vez han comunicado que la rechazan.
cancelled-some-know = { $known } de { $all } cerraduras han comunicado que la rechazan. Las demás todavía pueden aceptarla, como mucho hasta el { $until }.
cancelled-doors = Lo que podía abrir la llave
cancelled-knows = Rechaza la llave
cancelled-knows-not = No ha comunicado nada
cancelled-reports = Una cerradura lo comunica en la siguiente llave que pasa por ella, y se sabe cuando esa llave llega a un codificador. La que no ha comunicado nada puede saberlo igualmente.
cancelled-beside = { $count ->
    [one] Y una que usted no puede ver.
   *[other] Y { $count } que usted no puede ver.
}
cancelled-no-doors = No podía abrir nada.
cancelled-messengers = Quién llevaría la noticia
cancelled-messengers-next = Sus llaves abrieron estas puertas en los últimos 30 días. Si se actualizan ahora, llevan la noticia, si tienen sitio para ella.
cancelled-passes = { $count ->
    [one] pasa por una de las cerraduras que no han comunicado nada
   *[other] pasa por { $count } de las cerraduras que no han comunicado nada
}
cancelled-known-count = { $count ->
    [0] aún ninguna cerradura
    [one] lo sabe una cerradura
   *[other] lo saben { $count } cerraduras
}
key-cancelled = Esta llave la canceló { $by } el { $at }
key-cancelled-of = Era la llave de { $name }. La tarjeta puede volver a usarse: asígnela como llave nueva.
key-cancelled-next = La tarjeta puede volver a usarse: asígnela como llave nueva.
key-no-place = No queda ninguna plaza en la lista de denegación: una llave nueva no se podría cancelar.
key-no-place-next = Vea Sistema > Recursos del sistema. A una persona se le puede dar una llave que no se puede cancelar.

## Why a key does not open

why = ¿Por qué no abre?
why-point = Punto de acceso
why-choose = ¿Cuál no abre?
why-no-point = Ningún punto de acceso encontrado
why-open-person = Mostrar la persona
why-alone = { $cause }.
why-because = { $cause }: { $tale }.
why-by = { $tale } por { $by }
why-opens = La llave abre { $door }. Revise la cerradura
why-opens-with-pin = La llave abre { $door } con su PIN. Revise la cerradura
why-still-opens = La llave todavía abre { $door }
why-stands-open = { $door } está abierta en ese momento, diga lo que diga la llave
why-cancelled = { $door } rechaza la llave por estar cancelada
why-below-ban = { $door } rechaza la llave por ser anterior a un veto
why-newer-seen = { $door } ha visto una versión posterior de esta llave y rechaza esta
why-not-yet = La llave no es válida antes del { $at }
why-ended = La llave caducó el { $until }
why-out-of-date = La llave debía actualizarse antes del { $until } y no se hizo
why-no-right = La llave no da acceso a { $door }
why-not-on-key = La llave aún no dice que pueda abrir { $door }
why-before = El derecho a { $door } empieza el { $at }
why-after = El derecho a { $door } terminó el { $until }
why-hours = El derecho a { $door } solo vale a estas horas: { $hours } (ese día: { $day })
why-hours-unseen = El derecho a { $door } no vale a esa hora
why-several = Ninguno de los derechos a { $door } vale a esa hora
why-no-pin = { $door } pide un PIN en ese momento y la llave no tiene
why-has-another = La llave ocupa otra taquilla del grupo y no puede ocupar { $door }
why-occupancy-over = Ha pasado el tiempo durante el que se puede ocupar { $door }
why-of-the-lock = { $door } rechaza la llave
why-kind-level = el nivel de acceso { $name }
why-kind-zone = la zona { $name }
why-kind-location = la ubicación { $name }
why-kind-function = la función { $name }
why-unseen-level = un nivel de acceso que usted no puede ver
why-unseen-zone = una zona que usted no puede ver
why-unseen-location = una ubicación que usted no puede ver
why-unseen-function = una función que usted no puede ver
why-given-itself = se dio a { $person } el { $at }
why-taken-itself = se quitó a { $person } el { $at }
why-given-person = { $what } se dio a { $person } el { $at }
why-taken-person = { $what } se quitó a { $person } el { $at }
why-given-point = { $door } se añadió a { $what } el { $at }
why-taken-point = { $door } se sacó de { $what } el { $at }
why-deleted = { $what } se eliminó el { $at }
why-banned = se vetó a { $person } el { $at }
why-was-cancelled = la llave se canceló el { $at }
why-start-set = el inicio de { $person } se fijó el { $at }
why-end-set = el fin de { $person } se fijó el { $at }
why-next-update = Actualice la llave y abrirá.
why-next-lift-ban = Levante el veto y actualice la llave.
why-next-validity = Hay que cambiar el inicio o el fin de la persona.
why-next-access = Dé acceso a la persona para ese momento.
why-next-pin = La persona necesita un PIN.
why-next-out-of-date = Hay que actualizar la llave antes: ninguna que se grabe ahora dura tanto.
why-next-cancelled = Una llave cancelada no vuelve a abrir. Se puede dar una nueva a la persona.
why-next-has-another = Abre cuando la otra taquilla se haya dejado abierta.
why-next-occupancy = La abre quien tenga derecho a ella como a una puerta.
why-next-too-full = En la llave no cabe todo lo que debería decir. Quite antes algo a la persona.
why-next-lock = Desde aquí no se puede resolver.
why-not-yours = Debe hacerlo otra persona: usted no puede.
why-look-cancelled = Se comunica a las cerraduras que rechacen esta llave. Esta no ha informado de que lo sepa.
why-look-below-ban = Se comunica a las cerraduras que rechacen lo que se grabó en esta llave antes del veto. Esta no ha informado de que lo sepa.
why-look-newer = Hay una versión posterior de esta llave. Una cerradura que la haya visto rechaza esta.
why-look-battery = Informó de batería baja el { $at }.
why-look-clock = Informó el { $at } de que su reloj va atrasado.
why-look-refused = Rechazó esta llave por última vez el { $at }. { $refused }.
why-look-opened = Abrió con esta llave por última vez el { $at }.
why-look-last = Las llaves trajeron sus últimas noticias el { $at }.
why-look-never = Ninguna llave ha traído noticias suyas todavía.
why-look-visit = La cerradura necesita una visita: puede funcionar con otros ajustes.
why-look-inside = Puede estar cerrada por dentro o por una emergencia, o haber fallado su reloj o su batería.

## The report of a key

report-make = Informe…
report = Informe de una llave
report-file-name = Informe de llave
report-with-why = Lo que decía la llave al leerla y por qué no abre, como texto.
report-without-why = Lo que decía la llave al leerla, como texto.
report-masked = Omitir datos personales
report-masked-hint = Se omiten el nombre de la persona, el número de serie de la tarjeta, las taquillas y quién hizo algo.
report-copy = Copiar
report-save = Guardar…
report-copied = Se ha copiado el informe.
report-saved = Se ha guardado el informe: { $path }
report-person = Persona
report-status = Estado
report-left-out = (omitido)
report-this-person = esta persona
report-asked = Pregunta sobre { $door }, { $at }:
