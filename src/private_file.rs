//! The program's own files: readable by this account alone, wherever they lie, and never through a link, a pipe
//! or a device that somebody put in their place. Every file that is not SQLite's is opened here. On Windows a new
//! file has the rights of its folder, and that lies in the account's own.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// Makes a folder that other accounts cannot look into; one that is there stays as it is.
pub fn make_folder(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// A new file, never one that is there.
pub fn create_new(path: &Path) -> io::Result<File> {
    open_with(path, File::options().write(true).create_new(true))
}

/// A file that is there, to be read.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(path, File::options().read(true))
}

/// A file that somebody chose, to be read: a link leads to what it stands for.
pub fn open_chosen(path: &Path) -> io::Result<File> {
    open(&path.canonicalize()?)
}

/// A file that is there, to be read and written, or a new one.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    open_with(path, File::options().read(true).write(true).create(true).truncate(false))
}

/// Puts a file in place of the one that is there, whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut fresh = tempfile::Builder::new().prefix(".keydesk-").tempfile_in(folder_of(path))?;
    fresh.write_all(bytes)?;
    fresh.as_file().sync_data()?;
    fresh.persist(path)?;
    Ok(())
}

/// Keeps what a file has in a new one, whole or not at all, and never in place of one that is there. The file that is
/// read stays open.
pub fn copy_new(mut from: &File, to: &Path) -> io::Result<()> {
    let mut fresh = tempfile::Builder::new().prefix(".keydesk-").tempfile_in(folder_of(to))?;
    from.seek(io::SeekFrom::Start(0))?;
    io::copy(&mut from, &mut fresh)?;
    fresh.as_file().sync_all()?;
    fresh.persist_noclobber(to)?;
    sync_folder_of(to);
    Ok(())
}

/// Makes the folder's own record of a file outlive a loss of power, as the file does.
pub fn sync_folder_of(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        // Where a system cannot do that, it does it by itself.
        let _ = folder.sync_all();
    }
}

/// Whether there is no room for more, by whatever name the system says so.
pub fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// Takes away what others may do with a file of this account. Another's is left: it is for them to say.
pub fn keep_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = path.symlink_metadata()?;
        let others = file.permissions().mode() & 0o077;
        if file.is_file() && others != 0 {
            let own = std::fs::Permissions::from_mode(file.permissions().mode() & 0o700);
            // Not ours to say, or a disk that knows no rights.
            let _ = std::fs::set_permissions(path, own);
        }
    }
    #[cfg(not(unix))]
    path.symlink_metadata()?;
    Ok(())
}

/// Which of these cannot be written, if any. Asks and writes nothing. What is marked as write-protected counts for
/// those as well who could write it all the same.
pub fn protected<'p>(paths: &[&'p Path]) -> Option<&'p Path> {
    paths.iter().copied().find(|path| !may_write(path))
}

/// Whether a folder belongs to the account that another one belongs to, and is no link.
pub fn is_of_the_same_account(folder: &Path, own: &Path) -> bool {
    let (Ok(there), Ok(own)) = (folder.symlink_metadata(), own.symlink_metadata()) else { return false };
    #[cfg(unix)]
    let is_same = std::os::unix::fs::MetadataExt::uid(&there) == std::os::unix::fs::MetadataExt::uid(&own);
    // Elsewhere the folder of passing files is the account's own.
    #[cfg(not(unix))]
    let is_same = own.is_dir();
    there.is_dir() && is_same
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn may_write(path: &Path) -> bool {
    let Ok(metadata) = path.metadata() else { return true };
    #[cfg(unix)]
    {
        let is_marked = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o222 == 0;
        !is_marked && rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        // The mark means nothing on a folder.
        metadata.is_dir() || !metadata.permissions().readonly()
    }
}

fn open_with(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.mode(0o600).custom_flags(i32::try_from(flags.bits()).map_err(io::Error::other)?);
    }
    #[cfg(not(unix))]
    if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(no_file(path));
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(no_file(path)) }
}

fn no_file(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{} is no plain file", path.display()))
}

/// A folder of this account alone, among the passing files of the system. It goes when this is dropped.
pub fn passing_folder(prefix: &str) -> io::Result<tempfile::TempDir> {
    let mut folder = tempfile::Builder::new();
    folder.prefix(prefix);
    #[cfg(unix)]
    folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    folder.tempdir()
}

/// A folder of this account alone for a file that another program is to show. It goes when this is dropped.
#[derive(Debug)]
pub struct Shown {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

impl Shown {
    /// Writes the file.
    pub fn new(name: &str, bytes: &[u8]) -> io::Result<Shown> {
        let folder = passing_folder("keydesk-shown-")?;
        let file = folder.path().join(name);
        create_new(&file)?.write_all(bytes)?;
        Ok(Shown { _folder: folder, file })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_for_the_own_account_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        make_folder(&at("site/inner")).unwrap();
        create_new(&at("new")).unwrap();
        open_or_create(&at("lock")).unwrap();
        replace(&at("cache"), b"names").unwrap();
        std::fs::write(at("old"), "open to all").unwrap();
        std::fs::set_permissions(at("old"), std::fs::Permissions::from_mode(0o644)).unwrap();
        replace(&at("old"), b"closed").unwrap();
        assert_eq!(mode(&at("site/inner")), 0o700);
        for name in ["new", "lock", "cache", "old"] {
            assert_eq!(mode(&at(name)), 0o600, "{name}");
        }
        copy_new(&open(&at("old")).unwrap(), &at("copy")).unwrap();
        assert_eq!((mode(&at("copy")), std::fs::read(at("copy")).unwrap()), (0o600, b"closed".to_vec()));
        assert!(copy_new(&open(&at("old")).unwrap(), &at("new")).is_err(), "never over one that is there");
        assert!(create_new(&at("new")).is_err(), "never over one that is there");
        assert_eq!(std::fs::read(at("old")).unwrap(), b"closed");
    }

    #[test]
    fn a_link_a_folder_and_a_pipe_are_no_files_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("target"), "somebody else's").unwrap();
        std::os::unix::fs::symlink(at("target"), at("link")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap();
        assert!(made.success());
        for name in ["link", "folder", "pipe"] {
            assert!(open(&at(name)).is_err(), "{name} is not read, and not waited for");
            assert!(open_or_create(&at(name)).is_err(), "{name} is not written, and not waited for");
            assert!(create_new(&at(name)).is_err(), "{name}");
        }
        assert!(open_chosen(&at("link")).is_ok(), "whoever chose a link means the file");
        assert!(open_chosen(&at("pipe")).is_err() && open_chosen(&at("folder")).is_err());
        replace(&at("link"), b"ours").unwrap();
        assert_eq!(std::fs::read(at("target")).unwrap(), b"somebody else's");
        assert!(at("link").symlink_metadata().unwrap().is_file(), "the link was replaced, not followed");
    }

    #[test]
    fn what_is_write_protected_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("site.db");
        std::fs::write(&file, "").unwrap();
        assert_eq!(protected(&[folder.path(), &file]), None);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(protected(&[folder.path(), &file]), Some(file.as_path()));
    }

    #[test]
    fn what_was_shown_goes_with_its_folder() {
        let shown = Shown::new("sheet.pdf", b"a page").unwrap();
        let path = shown.path().to_owned();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        drop(shown);
        assert!(!path.parent().unwrap().exists());
    }
}
