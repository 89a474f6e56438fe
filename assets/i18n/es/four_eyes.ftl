## Cuatro ojos

four-eyes-purge-audit = Confirmar la purga
four-eyes-show-recovery = Confirmar que se muestre la hoja de recuperación
four-eyes-renew-card-keys = Confirmar la renovación de las claves de tarjeta
four-eyes-request-purge-audit = Solicitar la purga
four-eyes-request-show-recovery = Solicitar una hoja de recuperación nueva
four-eyes-request-renew-card-keys = Solicitar claves de tarjeta nuevas
four-eyes-requested-purge-audit = Purga solicitada
four-eyes-requested-show-recovery = Hoja de recuperación solicitada
four-eyes-requested-renew-card-keys = Claves de tarjeta solicitadas
four-eyes-sentence = Esto requiere a dos personas. Un segundo operador que también pueda hacerlo confirma aquí. Ambos nombres quedan en el auditor del sistema.
four-eyes-confirm = Confirmar
four-eyes-confirming = Comprobando…
four-eyes-alone = Aquí nadie más puede confirmarlo. Solicítelo ahora: pasadas 24 horas podrá hacerlo sin nadie más; hasta entonces se puede anular.
four-eyes-ask = Solicitarlo
four-eyes-waiting = Usted lo solicitó el { $at }. Se puede hacer a partir del { $due }.
four-eyes-of-another = { $by } lo solicitó el { $at } y puede hacerlo a partir del { $due }. Se puede anular.
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
four-eyes-not-due = Se puede hacer a partir del { $due }.

recovery-title = Hoja de recuperación
recovery-sentence = La hoja y el código juntos recuperan el secreto en el que se basan todas las llaves y cerraduras de la instalación. Haga una hoja nueva si se perdió la anterior. Las hojas hechas antes siguen siendo válidas.
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
