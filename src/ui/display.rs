//! A display that nobody looks at, for the tests and the bench: Xvfb, whose picture lies in a file, and xdotool as the
//! hand. `./dev test` and `./dev bench` install both.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use iced::Size;
use tempfile::TempDir;

/// A program that ends with whoever started it.
pub struct Running(Child);

impl Running {
    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The display.
pub struct Display {
    name: String,
    folder: TempDir,
    _server: Running,
}

/// What is missing for one, by name.
pub fn missing() -> Option<&'static str> {
    ["Xvfb", "xdotool"].into_iter().find(|program| {
        let version =
            Command::new(program).arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_err()
    })
}

impl Display {
    /// Opens one of this size.
    pub fn open(size: Size) -> io::Result<Display> {
        let folder = tempfile::tempdir()?;
        let screen = format!("{}x{}x24", size.width, size.height);
        // Without -noreset it begins anew when its last client leaves, and throws out whoever comes meanwhile.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-nocursor"])
            .args(["-screen", "0", &screen, "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = server.stdout.take();
        let server = Running(server);
        // It says its number when it can be used.
        let mut number = String::new();
        BufReader::new(output.ok_or(io::ErrorKind::BrokenPipe)?).read_line(&mut number)?;
        Ok(Display { name: format!(":{}", number.trim()), folder, _server: server })
    }

    /// The name by which programs find it.
    #[cfg(test)]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts a program whose window comes here.
    pub fn start(&self, program: impl AsRef<Path>, arguments: &[&str]) -> io::Result<Running> {
        let mut command = Command::new(program.as_ref());
        command.args(arguments).env("DISPLAY", &self.name).stderr(Stdio::null());
        // Neither another display, nor what the one who tests has set for this one.
        for name in ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "WINIT_X11_SCALE_FACTOR", "ICED_BACKEND"] {
            command.env_remove(name);
        }
        Ok(Running(command.spawn()?))
    }

    /// Does something at the display, and says what xdotool says of it.
    pub fn xdotool(&self, arguments: &[&str]) -> io::Result<String> {
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.name).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// A hand that is there already when it is to do something: whoever measures does not start it first.
    pub fn hand(&self) -> io::Result<Hand> {
        let mut command = Command::new("xdotool");
        command.arg("-").env("DISPLAY", &self.name).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn()?;
        let input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Hand { input, _program: Running(child) })
    }

    /// Waits for the window, and gives it the keyboard: no window manager does.
    pub fn wait_for_window(&self, limit: Duration) -> io::Result<String> {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            let found = self.xdotool(&["search", "--onlyvisible", "--class", "keydesk"])?;
            if let Some(window) = found.lines().next() {
                self.xdotool(&["windowfocus", window])?;
                return Ok(window.to_owned());
            }
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, "no window has opened"))
    }

    /// What is to be seen at the upper left, as red, green and blue.
    pub fn look(&self, width: usize, height: usize) -> io::Result<Vec<u8>> {
        // An X window dump: a head of numbers of four bytes, a table of colours, the lines.
        let dump = std::fs::read(self.folder.path().join("Xvfb_screen0"))?;
        let number = |at: usize| {
            let bytes = dump.get(4 * at..4 * at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map(|bytes| u32::from_be_bytes(bytes) as usize).ok_or(io::ErrorKind::InvalidData)
        };
        let (head, per_line, colours) = (number(0)?, number(12)?, number(19)?);
        let lines = dump.get(head + 12 * colours..).ok_or(io::ErrorKind::InvalidData)?;
        let mut seen = Vec::with_capacity(3 * width * height);
        for line in lines.chunks_exact(per_line.max(1)).take(height) {
            for dot in line.chunks_exact(4).take(width) {
                if let [blue, green, red, _] = *dot {
                    seen.extend([red, green, blue]);
                }
            }
        }
        Ok(seen)
    }
}

/// See [`Display::hand`].
pub struct Hand {
    input: ChildStdin,
    _program: Running,
}

impl Hand {
    /// Does something, as xdotool understands it.
    pub fn does(&mut self, what: &str) -> io::Result<()> {
        writeln!(self.input, "{what}")?;
        self.input.flush()
    }
}
