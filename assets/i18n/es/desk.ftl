## El escritorio

desk-demo = Instalación de demostración
desk-tray-show = Mostrar sus tarjetas
desk-tray-hide = Ocultar sus tarjetas
desk-writing = Se está escribiendo una llave. Espere a que termine y cierre después la ventana.

deed-settings = Mis ajustes
deed-lock = Bloquear la pantalla
deed-sign-out = Cerrar sesión
deed-save-copy = Guardar una copia de la instalación
copy-unsaved = Lo que está sin guardar en la pantalla de detrás no está en la copia. Anótelo antes de cerrar Keydesk.
copy-saved-title = La instalación se ha guardado en un archivo nuevo
copy-saved = Está aquí: { $path }
copy-step-close = 1. Cierre Keydesk. Hasta entonces no se puede guardar nada más.
copy-step-put = 2. Ponga este archivo en lugar de site.db en la carpeta de la instalación. Guarde con otro nombre el que haya allí.
copy-step-log = 3. Si a su lado hay un site.db-wal, elimínelo.
copy-step-start = 4. Vuelva a iniciar Keydesk y compruebe lo último que guardó.

guard-title = ¿Guardar los cambios?
guard-sentence = En esta pantalla hay cambios sin guardar.
guard-save = Guardar
guard-discard = Descartar los cambios
guard-stay = Quedarme aquí

lock-of = Bloqueada por { $name }
lock-unlock = Desbloquear
lock-unlocking = Desbloqueando…
lock-unfinished = Falta una nueva contraseña o un segundo factor. Cierre la sesión y vuelva a iniciarla.
lock-wrong = La contraseña es incorrecta. Compruébela e inténtelo de nuevo.
lock-sign-out = Iniciar sesión con otra cuenta
lock-unsaved = Hay cambios sin guardar. Se pierden si otra persona inicia sesión.

finder-open = Buscar en todo
finder-title = Buscar en todo
finder-placeholder = Una persona, una puerta, una pantalla, algo que hacer
finder-none = No se ha encontrado nada. Pruebe con menos letras o con otras.
finder-screen = Pantalla
finder-all-people = Las { $count } personas encontradas…
finder-all-doors = Las { $count } puertas encontradas…

settings-of = { $name }, { $group }
settings-language = Idioma
settings-theme = Aspecto
settings-light = Claro
settings-dark = Oscuro
settings-encoder = Codificador
settings-first-encoder = El que tenga una llave encima
settings-encoder-absent = no conectado
settings-encoder-hint = El codificador en el que usted escribe las llaves.
settings-password = Contraseña
settings-password-old = Contraseña actual
settings-password-new = Contraseña nueva
settings-password-repeated = Repita la contraseña
settings-password-change = Cambiar contraseña
settings-password-changing = Cambiando…
settings-password-changed = La contraseña se ha cambiado. Use la nueva a partir de ahora.
settings-two-factor = Segundo factor
settings-two-factor-is-on = Activado. Al iniciar sesión se pide un código de su aplicación de autenticación.
settings-two-factor-is-off = Desactivado. Al iniciar sesión solo se pide la contraseña.
settings-two-factor-required = Esta instalación lo exige a todos, por lo que no se puede desactivar.
settings-two-factor-soon = Esta instalación lo exige a todos: configúrelo ahora o en su próximo inicio de sesión.
settings-two-factor-already-on = Ya está activado. Desactívelo primero para cambiar de teléfono.
settings-two-factor-on = Activar
settings-two-factor-off = Desactivar
settings-two-factor-off-sentence = A partir de entonces basta su contraseña para entrar. Escríbala para desactivar el segundo factor.

enrolment-scan = 1. Escanee esto con una aplicación de autenticación
enrolment-type = Sin cámara, escriba esto en la aplicación:
enrolment-name = La aplicación lo muestra como { $label }.
enrolment-code = 2. Escriba el código que muestra la aplicación
enrolment-picture = El secreto como imagen para la cámara de un teléfono
