//! Cards and the readers they lie on: the only part that talks to hardware.
