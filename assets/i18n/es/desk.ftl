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

## Ayuda

deed-help = Ayuda: teclas y palabras
help-title = Teclas y palabras
help-here = En esta pantalla
help-everywhere = En todas partes
help-words = Qué significan las palabras
help-laid-key = Hacer lo que se ofrece para la llave que está en el codificador
help-regions = Parte siguiente de la ventana, o la anterior
help-tab = Tab, Mayús+Tab
help-controls = Control siguiente, o el anterior
help-down = De una búsqueda al primer resultado
help-letters = Letras
help-search = En una lista con búsqueda: buscar
help-space = Espacio
help-choose = Elegir o marcar
help-enter = Abrir o pulsar
help-escape = Esc
help-leave = Cerrar o cancelar
help-menu = Mayús+F10
help-row-menu = El menú de una fila
term-name-encoder = Codificador
term-name-partition = Partición
term-name-group = Grupo de operadores
term-update-key = Grabar en la llave que la persona ya tiene lo que ha cambiado para ella.
term-edit-key = Empezar a grabar. Después se coloca la llave en el codificador, se deja allí y se retira cuando se indique.
term-encoder = El aparato del mostrador que lee y graba llaves.
term-partition = Una parte de la instalación. Los grupos de operadores solo ven las particiones a las que tienen acceso.
term-calendar = Qué días son festivos o especiales.
term-ban = Ya no se graban llaves de la persona. Las cerraduras abren con una llave sin actualizar hasta que caduca: recójala.
term-update-period = Cuánto funciona una llave tras cada actualización. Una llave perdida deja de funcionar pasado ese tiempo.
term-group = Lo que sus operadores pueden ver y hacer.
term-second-factor = Un código del teléfono del operador, que se pide después de la contraseña.
term-audit-trail = Lo que ocurrió en las puertas, según informan cerraduras y llaves.
term-system-auditor = Lo que hicieron los operadores en Keydesk. No se puede cambiar.
term-banned = La persona no puede tener llave. Recójala.
term-unknown = La grabación se interrumpió. Coloque la llave en el codificador para ver qué contiene.
term-expired = La llave ya no abre nada. Actualícela.
term-re-edition-required = Hay que grabar la llave entera de nuevo, porque cambia su distribución. Actualizar llave también lo hace.
term-update-required = Ha cambiado algo que la llave aún no contiene. Actualícela.
term-expires-soon = La llave dejará de funcionar pronto. Actualícela para prolongarla.
term-update-recommended = Ha pasado más de la mitad del tiempo de la llave. Todavía funciona.
term-synchronized = La llave contiene lo que debe.
term-no-key = No hay ninguna llave asignada.
