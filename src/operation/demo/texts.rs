//! What a demo site makes up besides people, in each language.

use crate::domain::automatic_change::{AutomaticChangeId, Mode};
use crate::domain::calendar::Kind::{self, Holiday, Special1};
use crate::domain::door::{self, Typed};
use crate::domain::operator::Language;
use crate::domain::roll_call_area::Purpose;
use crate::domain::timed_period::TimedPeriodId;

/// The texts of a demo site.
pub struct Texts {
    /// Departments, each with an access level of its own.
    pub departments: &'static [&'static str],
    /// What such a level is for.
    pub level: &'static str,
    /// Doors, and where they are.
    pub doors: &'static [(&'static str, &'static str)],
    /// Zones, what they are for, their doors by their place, and the department whose access level gives them, if one does.
    pub zones: &'static [(&'static str, &'static str, &'static [usize], Option<usize>)],
    /// Cabinets, where they are, the department whose access level opens each, and the zone that it is in.
    pub cabinets: &'static [(&'static str, &'static str, Option<usize>, Option<usize>)],
    /// A locker of the staff, and where they are.
    pub locker: &'static str,
    pub changing_room: &'static str,
    /// Locations, what is there, and their doors by their place. Whoever works for the house by contract has the second one.
    pub locations: &'static [(&'static str, &'static str, &'static [usize])],
    /// A grouping of them, and the value of each.
    pub location_grouping: (&'static str, &'static [&'static str]),
    /// Functions, what they are for, and their doors. They have the first one.
    pub functions: &'static [(&'static str, &'static str, &'static [usize])],
    /// Outputs, what they are for, the departments whose access levels give them, and the doors that drive them by themselves.
    pub outputs: &'static [(&'static str, &'static str, &'static [usize], &'static [usize])],
    /// The floors with rooms, from the first.
    pub floors: &'static [&'static str],
    /// What the zone of a floor is for.
    pub rooms: &'static str,
    /// Suites, and their rooms by name.
    pub suites: &'static [(&'static str, &'static [&'static str])],
    /// Why a room is out of service.
    pub out_of_service: &'static str,
    /// Roll-call areas, what they are for, what they are in a roll call, and the doors at which people come in and go out.
    pub roll_call_areas: &'static [(&'static str, &'static str, Purpose, Sides)],
    /// Lockdown areas, what they are for, and their doors.
    pub lockdown_areas: &'static [(&'static str, &'static str, &'static [usize])],
    /// Limited occupancy areas, what they are for, how many may be there, and their doors.
    pub limited_occupancy_areas: &'static [(&'static str, &'static str, u16, &'static [usize])],
    /// Limited occupancy groups, what they are for, and where they are counted, by its place.
    pub limited_occupancy_groups: &'static [(&'static str, &'static str, &'static [usize])],
    /// Timetables, what they are for, and their periods. By the first one access levels give zones.
    pub timetables: &'static [(&'static str, &'static str, &'static [Shift])],
    /// Timed periods of doors, what they are for, and their stretches.
    pub timed_periods: &'static [(&'static str, &'static str, &'static [Shift])],
    /// Automatic changes of doors, what they are for, and their plans.
    pub automatic_changes: &'static [(&'static str, &'static str, &'static [Plan])],
    /// A door beyond those, and its floor.
    pub store: &'static str,
    pub floor: &'static str,
    /// Calendars, what they are for, and their days.
    pub calendars: &'static [(&'static str, &'static str, &'static [Yearly])],
    /// The free fields of people that are in use.
    pub department: &'static str,
    pub employee_number: &'static str,
    /// The group of the receptionist, and who that is.
    pub reception: &'static str,
    pub receptionist: &'static str,
}

/// Doors by their place: at which people come in, and at which they go out.
pub type Sides = [&'static [usize]; 2];

/// A period of a timetable: the bits of its days, from which minute, until which.
pub type Shift = (u16, u16, u16);

/// What doors follow, in the order in which it is made up.
#[derive(Default)]
pub struct Followed {
    pub periods: Vec<TimedPeriodId>,
    pub changes: Vec<AutomaticChangeId>,
}

impl Followed {
    /// What a door is set to, by its place among the doors: the entrance stands open by day, staff type their PIN at night.
    pub fn settings(&self, door: usize) -> Typed {
        let of = |mode, period: Option<usize>, change: Option<usize>| Typed {
            mode,
            period: period.and_then(|at| self.periods.get(at)).copied(),
            change: change.and_then(|at| self.changes.get(at)).copied(),
            ..Typed::default()
        };
        match door {
            // The main entrance, the staff entrance, the reception office.
            0 => of(door::Mode::AutomaticOpening, Some(0), None),
            1 => Typed { has_keypad: true, ..of(door::Mode::AutomaticChanges, None, Some(0)) },
            2 => of(door::Mode::AutomaticChanges, None, Some(1)),
            // The garage: a car takes longer.
            5 => Typed { open_seconds: "15".into(), increased_seconds: "40".into(), ..Typed::default() },
            // The server room.
            9 => Typed { has_keypad: true, ..of(door::Mode::KeyAndPin, None, None) },
            // Bar and restaurant.
            13 | 14 => of(door::Mode::Office, None, None),
            // Meeting rooms.
            19..=21 => of(door::Mode::TimedOffice, Some(2), None),
            // Spa, pool and gym.
            23..=25 => Typed {
                outputs_period: self.periods.get(1).copied(),
                ..of(door::Mode::AutomaticOpeningOffice, Some(1), None)
            },
            _ => Typed::default(),
        }
    }
}

/// A plan of an automatic change: the bits of its days, and from which minute a door is in which mode.
pub type Plan = (u16, &'static [(u16, Mode)]);

/// Monday to Friday.
const WORKING_DAYS: u16 = 0x001F;
/// Every day, whatever the calendar says.
const ALL_DAYS: u16 = 0x077F;

const OFFICE: &[Shift] = &[(WORKING_DAYS, 7 * 60, 19 * 60)];
const CLEANING: &[Shift] = &[(ALL_DAYS, 6 * 60, 16 * 60)];
const NIGHT: &[Shift] = &[(ALL_DAYS, 0, 7 * 60), (ALL_DAYS, 22 * 60, 24 * 60)];

const WEEKEND: u16 = 0x0060;
const HOLIDAYS_ONLY: u16 = 0x0100;
const OTHERS: u16 = ALL_DAYS & !WORKING_DAYS;

const LOBBY: &[Shift] = &[(ALL_DAYS, 7 * 60, 23 * 60)];
const SPA: &[Shift] = &[(WORKING_DAYS, 9 * 60, 21 * 60), (WEEKEND | HOLIDAYS_ONLY, 8 * 60, 22 * 60)];
const MEETINGS: &[Shift] = &[(WORKING_DAYS, 8 * 60, 13 * 60), (WORKING_DAYS, 14 * 60, 20 * 60)];

const STAFF_ENTRANCE: &[Plan] =
    &[(ALL_DAYS, &[(0, Mode::KeyAndPin), (6 * 60, Mode::Standard), (22 * 60, Mode::KeyAndPin)])];
const COUNTER: &[Plan] = &[
    (
        WORKING_DAYS,
        &[(0, Mode::Standard), (7 * 60, Mode::Office), (14 * 60, Mode::Toggle), (22 * 60, Mode::Standard)],
    ),
    (OTHERS, &[(0, Mode::Standard)]),
];

/// A day of every year: month, day, kind.
pub type Yearly = (u32, u32, Kind);

impl Texts {
    /// The texts of a language.
    pub const fn of(language: Language) -> &'static Texts {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }
}

/// Every department, by its place.
const EVERYBODY: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const HOLIDAYS: &[Yearly] = &[(1, 1, Holiday), (5, 1, Holiday), (12, 24, Special1), (12, 25, Holiday)];
const SEASON: &[Yearly] = &[(7, 1, Special1), (8, 15, Special1), (12, 31, Special1)];

const ENGLISH: Texts = Texts {
    departments: &[
        "Reception",
        "Housekeeping",
        "Kitchen",
        "Restaurant",
        "Maintenance",
        "Management",
        "Events",
        "Spa",
        "Security",
        "Accounting",
    ],
    level: "Everyone in the department",
    doors: &[
        ("Main entrance", "Ground floor, street side"),
        ("Staff entrance", "Ground floor, yard"),
        ("Reception office", "Ground floor, behind the desk"),
        ("Luggage room", "Ground floor"),
        ("Back office", "Ground floor"),
        ("Garage gate", "Level -1"),
        ("Bicycle store", "Level -1"),
        ("Laundry", "Level -1"),
        ("Boiler room", "Level -1"),
        ("Server room", "Level -1"),
        ("Kitchen", "Ground floor"),
        ("Cold store", "Ground floor, kitchen"),
        ("Wine cellar", "Level -1"),
        ("Bar", "Ground floor"),
        ("Restaurant", "Ground floor"),
        ("Breakfast room", "First floor"),
        ("Linen store 1", "First floor"),
        ("Linen store 2", "Second floor"),
        ("Linen store 3", "Third floor"),
        ("Meeting room Lyra", "First floor"),
        ("Meeting room Vega", "First floor"),
        ("Meeting room Orion", "First floor"),
        ("Ballroom", "First floor"),
        ("Spa", "Level -1"),
        ("Pool", "Level -1"),
        ("Gym", "Level -1"),
        ("Roof terrace", "Fifth floor"),
        ("Lift machinery", "Roof"),
        ("Director’s office", "First floor"),
        ("Accounting", "First floor"),
    ],
    zones: &[
        ("Technical rooms", "Boiler, servers, lift", &[8, 9, 27], Some(4)),
        ("Linen stores", "On every floor", &[16, 17, 18], None),
        ("Meeting rooms", "First floor", &[19, 20, 21, 22], None),
        ("Wellness", "Spa, pool and gym", &[23, 24, 25], None),
    ],
    cabinets: &[
        ("Key cabinet", "Reception office", Some(0), None),
        ("Tool cabinet", "Boiler room", None, Some(0)),
        ("First-aid cabinet", "Spa, behind the desk", Some(7), Some(3)),
    ],
    locker: "Staff locker",
    changing_room: "Level -1, changing room",
    locations: &[
        (
            "Main house",
            "Lobby, offices and upper floors",
            &[2, 3, 4, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28, 29],
        ),
        ("Lower level", "Garage, stores and spa", &[5, 6, 7, 8, 9, 12, 23, 24, 25]),
    ],
    location_grouping: ("Level", &["Above ground", "Below ground"]),
    functions: &[
        ("Maintenance", "Plant, by contractors too", &[8, 9, 24, 27]),
        ("Housekeeping", "Linen and laundry", &[7, 16, 17, 18]),
    ],
    outputs: &[
        ("Lift: level -1", "Garage, laundry, spa", &[1, 2, 4, 7, 8], &[]),
        ("Lift: first floor", "Meetings and offices", EVERYBODY, &[]),
        ("Lift: second floor", "Guest rooms", &[0, 1, 4, 5, 8], &[]),
        ("Lift: third floor", "Guest rooms", &[0, 1, 4, 5, 8], &[]),
        ("Lift: fifth floor", "Roof terrace", &[3, 4, 5, 6, 8], &[]),
        ("Lift: roof", "Lift machinery", &[4], &[]),
        ("Garage lights", "Switched on by the gate", &[], &[5]),
        ("Spa heating", "In the hours of the spa", &[], &[23]),
    ],
    floors: &["First floor", "Second floor", "Third floor", "Fourth floor", "Fifth floor"],
    rooms: "Guest rooms",
    suites: &[("Aurora suite", &["501", "502"]), ("Harbour suite", &["503", "504"])],
    out_of_service: "Water damage in the bathroom",
    roll_call_areas: &[
        ("Hotel", "Staff on duty", Purpose::Inside, [&[0, 1], &[0, 1]]),
        ("Car park", "Meeting place by the barrier", Purpose::AssemblyPoint, [&[5], &[]]),
    ],
    lockdown_areas: &[
        ("Ground floor", "Where guests come in", &[0, 13, 14]),
        ("Back of house", "Staff entrance and stores", &[1, 4, 5, 10]),
    ],
    limited_occupancy_areas: &[
        ("Garage", "Bays for staff", 12, &[5]),
        ("Gym", "As the fire brigade has it", 20, &[25]),
    ],
    limited_occupancy_groups: &[
        ("Staff with a car", "Whoever may park in the garage", &[0]),
        ("Trainers", "They take no place of a guest", &[0, 1]),
    ],
    timetables: &[
        ("Office hours", "Weekdays; not on public holidays", OFFICE),
        ("Housekeeping", "Mornings, every day", CLEANING),
        ("Night shift", "Every night", NIGHT),
    ],
    timed_periods: &[
        ("Lobby hours", "The main entrance stands open", LOBBY),
        ("Spa hours", "Later at weekends and on public holidays", SPA),
        ("Meeting hours", "Closed over lunch", MEETINGS),
    ],
    automatic_changes: &[
        ("Staff entrance", "Key and PIN at night", STAFF_ENTRANCE),
        ("Counter", "Left open by the early shift", COUNTER),
    ],
    store: "Store",
    floor: "Floor",
    calendars: &[
        ("Public holidays", "For everybody", HOLIDAYS),
        ("Season", "Longer hours in the spa", SEASON),
    ],
    department: "Department",
    employee_number: "Employee number",
    reception: "Reception",
    receptionist: "Reception desk",
};

const SPANISH: Texts = Texts {
    departments: &[
        "Recepción",
        "Pisos",
        "Cocina",
        "Restaurante",
        "Mantenimiento",
        "Dirección",
        "Eventos",
        "Spa",
        "Seguridad",
        "Contabilidad",
    ],
    level: "Todos los del departamento",
    doors: &[
        ("Entrada principal", "Planta baja, lado de la calle"),
        ("Entrada de personal", "Planta baja, patio"),
        ("Oficina de recepción", "Planta baja, detrás del mostrador"),
        ("Consigna", "Planta baja"),
        ("Administración", "Planta baja"),
        ("Puerta del garaje", "Planta -1"),
        ("Cuarto de bicicletas", "Planta -1"),
        ("Lavandería", "Planta -1"),
        ("Sala de calderas", "Planta -1"),
        ("Sala de servidores", "Planta -1"),
        ("Cocina", "Planta baja"),
        ("Cámara frigorífica", "Planta baja, cocina"),
        ("Bodega", "Planta -1"),
        ("Bar", "Planta baja"),
        ("Restaurante", "Planta baja"),
        ("Sala de desayunos", "Primera planta"),
        ("Lencería 1", "Primera planta"),
        ("Lencería 2", "Segunda planta"),
        ("Lencería 3", "Tercera planta"),
        ("Sala de reuniones Lyra", "Primera planta"),
        ("Sala de reuniones Vega", "Primera planta"),
        ("Sala de reuniones Orión", "Primera planta"),
        ("Salón de baile", "Primera planta"),
        ("Spa", "Planta -1"),
        ("Piscina", "Planta -1"),
        ("Gimnasio", "Planta -1"),
        ("Terraza", "Quinta planta"),
        ("Sala de máquinas del ascensor", "Azotea"),
        ("Despacho de dirección", "Primera planta"),
        ("Contabilidad", "Primera planta"),
    ],
    zones: &[
        ("Salas técnicas", "Caldera, servidores, ascensor", &[8, 9, 27], Some(4)),
        ("Lencerías", "En cada planta", &[16, 17, 18], None),
        ("Salas de reuniones", "Primera planta", &[19, 20, 21, 22], None),
        ("Bienestar", "Spa, piscina y gimnasio", &[23, 24, 25], None),
    ],
    cabinets: &[
        ("Armario de llaves", "Oficina de recepción", Some(0), None),
        ("Armario de herramientas", "Sala de calderas", None, Some(0)),
        ("Botiquín", "Spa, detrás del mostrador", Some(7), Some(3)),
    ],
    locker: "Taquilla de personal",
    changing_room: "Planta -1, vestuario",
    locations: &[
        (
            "Edificio principal",
            "Vestíbulo, oficinas y plantas altas",
            &[2, 3, 4, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28, 29],
        ),
        ("Planta inferior", "Garaje, almacenes y spa", &[5, 6, 7, 8, 9, 12, 23, 24, 25]),
    ],
    location_grouping: ("Nivel", &["Sobre rasante", "Bajo rasante"]),
    functions: &[
        ("Mantenimiento", "Instalaciones, también contratas", &[8, 9, 24, 27]),
        ("Limpieza", "Lencería y lavandería", &[7, 16, 17, 18]),
    ],
    outputs: &[
        ("Ascensor: planta -1", "Garaje, lavandería, spa", &[1, 2, 4, 7, 8], &[]),
        ("Ascensor: primera planta", "Reuniones y oficinas", EVERYBODY, &[]),
        ("Ascensor: segunda planta", "Habitaciones", &[0, 1, 4, 5, 8], &[]),
        ("Ascensor: tercera planta", "Habitaciones", &[0, 1, 4, 5, 8], &[]),
        ("Ascensor: quinta planta", "Terraza", &[3, 4, 5, 6, 8], &[]),
        ("Ascensor: azotea", "Sala de máquinas", &[4], &[]),
        ("Luces del garaje", "Las enciende la puerta", &[], &[5]),
        ("Calefacción del spa", "En el horario del spa", &[], &[23]),
    ],
    floors: &["Primera planta", "Segunda planta", "Tercera planta", "Cuarta planta", "Quinta planta"],
    rooms: "Habitaciones de clientes",
    suites: &[("Suite Aurora", &["501", "502"]), ("Suite del Puerto", &["503", "504"])],
    out_of_service: "Daños por agua en el baño",
    roll_call_areas: &[
        ("Hotel", "Personal de turno", Purpose::Inside, [&[0, 1], &[0, 1]]),
        ("Aparcamiento", "Punto de encuentro junto a la barrera", Purpose::AssemblyPoint, [&[5], &[]]),
    ],
    lockdown_areas: &[
        ("Planta baja", "Por donde entran los clientes", &[0, 13, 14]),
        ("Zona de servicio", "Entrada de personal y almacenes", &[1, 4, 5, 10]),
    ],
    limited_occupancy_areas: &[
        ("Garaje", "Plazas del personal", 12, &[5]),
        ("Gimnasio", "Según los bomberos", 20, &[25]),
    ],
    limited_occupancy_groups: &[
        ("Personal con coche", "Quien puede aparcar en el garaje", &[0]),
        ("Monitores", "No ocupan plazas de clientes", &[0, 1]),
    ],
    timetables: &[
        ("Horario de oficina", "Laborables; no en festivos", OFFICE),
        ("Limpieza", "Mañanas, todos los días", CLEANING),
        ("Turno de noche", "Todas las noches", NIGHT),
    ],
    timed_periods: &[
        ("Horario del vestíbulo", "La entrada principal queda abierta", LOBBY),
        ("Horario del spa", "Más largo en fin de semana y festivos", SPA),
        ("Horario de reuniones", "Cerrado al mediodía", MEETINGS),
    ],
    automatic_changes: &[
        ("Entrada de personal", "Llave y PIN por la noche", STAFF_ENTRANCE),
        ("Mostrador", "Lo deja abierto el turno de mañana", COUNTER),
    ],
    store: "Almacén",
    floor: "Planta",
    calendars: &[
        ("Días festivos", "Para todos", HOLIDAYS),
        ("Temporada", "Horario ampliado en el spa", SEASON),
    ],
    department: "Departamento",
    employee_number: "Número de empleado",
    reception: "Recepción",
    receptionist: "Mostrador de recepción",
};
