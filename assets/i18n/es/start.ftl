## Inicio

start-nothing = Su grupo aún no puede ver nada
start-nothing-next = Pida permisos a un administrador. Valen desde lo siguiente que haga.
start-greeting = Hola, { $name }
start-clock-behind = El reloj de este ordenador marca { $now }, pero Keydesk ya se usó el { $last }. No se escribe ninguna llave ni se elimina a nadie hasta que esté en hora. Ponga el reloj en hora y vuelva a iniciar sesión. Si es correcto y antes no lo era, confirme la hora.
start-clock-ahead = El reloj de este ordenador marca { $now }, y Keydesk se usó por última vez el { $last }. Si ha pasado tanto tiempo, confirme la hora; si no, ponga el reloj en hora. Hasta entonces no se escribe ninguna llave ni se elimina a nadie.
start-confirm-time = La hora es correcta
start-time-question = ¿Es { $now }?
start-time-sentence = Compare con un teléfono. Keydesk se usó por última vez el { $last }. Desde ahora las llaves se juzgan por esta hora, y una anterior cuenta como errónea.
start-time-confirmed = La hora se ha confirmado.
start-keys-newer = { $count ->
    [one] Una llave puesta en un codificador no coincide con esta base de datos:
   *[other] { $count } llaves puestas en un codificador no coinciden con esta base de datos; la última,
} el { $at } ({ $kinds }). O esta base de datos es una copia antigua, o alguien escribió llaves con una copia. Averigüe cuál de las dos cosas y ponga en su lugar la base de datos más reciente. El auditor del sistema nombra las tarjetas.
start-keys-differ = { $count ->
    [one] Una llave puesta en un codificador no coincide con esta base de datos:
   *[other] { $count } llaves puestas en un codificador no coinciden con esta base de datos; la última,
} el { $at } ({ $kinds }). El auditor del sistema nombra las tarjetas. Examínelas y escríbalas de nuevo.
start-take-note = Tomar nota
start-today = Hoy es { $date }.
clock-reckoned = El reloj no es de fiar: las llaves se muestran a fecha de { $at }.
start-first = Primeros pasos
start-first-done = { $done } de { $all } hechos
start-first-doors = Añadir las puertas
start-first-doors-hint = Todas las que tienen cerradura
start-first-people = Añadir las personas
start-first-people-hint = Todas las que reciben una llave
start-first-encoder = Conectar un codificador
start-first-encoder-hint = Se detecta solo
start-first-key = Entregar la primera llave
start-first-key-hint = Abra una persona y elija Asignar llave
start-attention = Requiere atención
start-show-all = Mostrar todo
start-calm = Nada requiere atención
start-calm-next = Todas las llaves están actualizadas.
start-encoders = Codificadores
start-overview = La instalación
start-people = Personas
start-people-hint = Todas las que tienen una llave o pueden recibirla
start-doors = Puertas
start-doors-hint = Todas las que una llave puede abrir
start-count-banned = Vetadas
start-count-no-key = Sin llave
start-count-synchronized = Sincronizadas
start-count-update-recommended = Conviene actualizar
start-count-expires-soon = Caducan pronto
start-count-update-required = Deben actualizarse
start-count-re-edition-required = Requieren reedición
start-count-expired = Caducadas
start-count-unknown = Estado desconocido
start-unknown = La escritura se interrumpió: actualice estas llaves en el codificador
start-expired = Estas llaves ya no abren nada
start-re-edition-required = Estas llaves necesitan una nueva estructura: póngalas en un codificador
start-update-required = Estas llaves aún no tienen los últimos cambios
start-expires-soon = Actualice estas llaves antes de que dejen de servir
start-update-recommended = Ha pasado más de la mitad de su tiempo
start-synchronized = Estas llaves están actualizadas
start-no-key = Personas sin llave
start-banned = Personas que no deben abrir nada
tile-update-key = Poner al día una llave
tile-new-user = Añadir a una persona que recibirá una llave
tile-users = Buscar personas, cambiar puertas, escribir llaves
tile-doors = Ver qué puertas hay
tile-automatic-key-update = Muchas llaves, una tras otra
tile-operators = Quién puede trabajar con este programa
tile-network = Codificadores y su comportamiento
start-unsound = La comprobación de { $at } encontró algo mal en la base de datos. El auditor del sistema dice qué.
start-calendar-runs-out = El calendario { $name } no tiene aún ningún día de { $year } marcado. Las llaves y cerraduras que lo siguen tratarían los festivos como días normales.
start-open-calendar = Abrir calendario
start-unchecked = La base de datos no se ha comprobado desde { $since }. Keydesk la comprueba una vez al día mientras alguien tiene la sesión abierta y nadie trabaja.
start-check-now = Comprobar ahora
start-check-put-off = Otra persona necesitaba la base de datos: la comprobación se ha interrumpido. Inténtelo de nuevo.
