//! Measures the time from a save to the new content over HTTP while `talkoo watch` runs, and whether it stays
//! constant: `cargo bench --bench watch -- 10000` makes twenty edits of each kind on a repository of that
//! many pilots, `cargo bench --bench watch -- 1000 --soak 1000` saves a thousand times and watches the
//! memory.

mod corpus;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

const EDITS: usize = 20;
const TERMS: &str = "content/enablers/terms.toml";

fn main() -> io::Result<()> {
    let numbers: Vec<usize> = env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let pages = numbers.first().copied().unwrap_or(1000);
    let root = corpus::pilots(pages)?;
    own_theme(&root)?;
    let start = Instant::now();
    let watch = Watch::start(&root)?;
    watch.until("/pilots/pilot-00007/", "</html>")?;
    println!("{pages} pilots; start to first page: {} ms", start.elapsed().as_millis());
    let result = match env::args().any(|arg| arg == "--soak") {
        true => soak(&watch, &root, numbers.get(1).copied().unwrap_or(1000)),
        false => edits(&watch, &root),
    };
    fs::remove_dir_all(root.join("themes"))?;
    result
}

/// A theme in the repository, so that templates and style sheets can be edited.
fn own_theme(root: &Path) -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/commons");
    copy(&here, &root.join("themes/commons"))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => drop(fs::copy(entry.path(), to)?),
        }
    }
    Ok(())
}

fn edits(watch: &Watch, root: &Path) -> io::Result<()> {
    let pilot = "content/pilots/pilot-00007.md";
    let (page, list) = ("/pilots/pilot-00007/", "/themes/");
    let body = |text: &str, mark: &str| format!("{text}\n{mark}\n");
    let title =
        |text: &str, mark: &str| text.replacen("title = \"", &format!("title = \"{mark} "), 1);
    let label =
        |text: &str, mark: &str| text.replacen("label = \"", &format!("label = \"{mark} "), 1);
    let base =
        |text: &str, mark: &str| text.replacen("</body>", &format!("<!-- {mark} --></body>"), 1);
    let css = |text: &str, mark: &str| format!("{text}\n.{mark} {{ color: red }}\n");
    let card = first_theme(&fs::read_to_string(root.join(pilot))?);
    let term_list = format!("{list}{card}/");
    measure(watch, root, "body", pilot, page, &body)?;
    measure(watch, root, "title, on the page", pilot, page, &title)?;
    let part = watch.part_with(&term_list, "/pilots/pilot-00007/")?;
    measure(watch, root, "title, on a list", pilot, &part, &title)?;
    measure(watch, root, "term", TERMS, "/enablers/enablers-0/", &label)?;
    measure(watch, root, "base template", "themes/commons/templates/base.html", page, &base)?;
    measure(watch, root, "style sheet", "themes/commons/assets/base.css", "", &css)
}

fn first_theme(pilot: &str) -> String {
    pilot
        .split("themes = [\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

/// Saves twenty times with different marks, and waits for each mark at `url`; an empty `url` is that of the
/// style sheet, which changes with its content.
fn measure(
    watch: &Watch,
    root: &Path,
    name: &str,
    path: &str,
    url: &str,
    edit: &dyn Fn(&str, &str) -> String,
) -> io::Result<()> {
    let file = root.join(path);
    let text = fs::read_to_string(&file)?;
    let mut times = Vec::new();
    for i in 0..EDITS {
        // Let the work after an edit finish before the next.
        thread::sleep(Duration::from_millis(700));
        let mark = format!("mark{}x{i}", name.len());
        let start = Instant::now();
        save(&file, &edit(&text, &mark))?;
        match url {
            "" => watch.until_style(&mark)?,
            url => watch.until(url, &mark)?,
        }
        times.push(start.elapsed());
    }
    save(&file, &text)?;
    thread::sleep(Duration::from_secs(1));
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{name:>20}: median {:.1} ms, worst {:.1} ms",
        ms(times[EDITS / 2]),
        ms(times[EDITS - 1])
    );
    Ok(())
}

/// Saves many times, bodies and titles in turn, waiting for each save to be served.
fn soak(watch: &Watch, root: &Path, saves: usize) -> io::Result<()> {
    let mut first = 0;
    for i in 0..saves {
        let file = root.join(format!("content/pilots/pilot-{:05}.md", i % 50));
        let url = format!("/pilots/pilot-{:05}/", i % 50);
        let text = fs::read_to_string(&file)?;
        let mark = format!("soak{i}x");
        let edited = match i % 5 {
            0 => text.replacen("title = \"", &format!("title = \"{mark} "), 1),
            _ => format!("{text}\n{mark}\n"),
        };
        save(&file, &edited)?;
        watch.until(&url, &mark)?;
        save(&file, &text)?;
        watch.until_gone(&url, &mark)?;
        if i == saves / 10 {
            first = watch.memory();
        }
    }
    println!(
        "{saves} saves, none stale; memory after a tenth {} MiB, at the end {} MiB",
        first / 1024,
        watch.memory() / 1024
    );
    Ok(())
}

/// Saves as editors do: writes a new file and renames it into place.
fn save(file: &Path, text: &str) -> io::Result<()> {
    let staged = file.with_extension("tmp~");
    fs::write(&staged, text)?;
    fs::rename(staged, file)
}

/// The running program.
struct Watch {
    child: Child,
    port: u16,
}

impl Watch {
    fn start(root: &Path) -> io::Result<Self> {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_talkoo"));
        let mut command = Command::new(program);
        command.args(["watch", "--port", "4100", "--root"]).arg(root);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let lines = BufReader::new(child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?);
        let mut lines = lines.lines();
        let first = lines.next().ok_or(io::ErrorKind::UnexpectedEof)??;
        let port = first.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, port })
    }

    fn get(&self, url: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "GET {url} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn wait(&self, is_there: impl Fn() -> io::Result<bool>, what: &str) -> io::Result<()> {
        let start = Instant::now();
        while !is_there()? {
            if start.elapsed() > Duration::from_secs(30) {
                return Err(io::Error::other(format!("stale: {what} was not seen")));
            }
            thread::sleep(Duration::from_micros(500));
        }
        Ok(())
    }

    fn until(&self, url: &str, mark: &str) -> io::Result<()> {
        self.wait(|| Ok(self.get(url)?.contains(mark)), mark)
    }

    fn until_gone(&self, url: &str, mark: &str) -> io::Result<()> {
        self.wait(|| Ok(!self.get(url)?.contains(mark)), mark)
    }

    fn until_style(&self, mark: &str) -> io::Result<()> {
        let style = || -> io::Result<bool> {
            let page = self.get("/pilots/pilot-00007/")?;
            let name = page.split("assets/base.").nth(1).and_then(|rest| rest.split('"').next());
            let url = format!("/assets/base.{}", name.unwrap_or_default());
            Ok(self.get(&url)?.contains(mark))
        };
        self.wait(style, mark)
    }

    /// The part of a list that contains a text.
    fn part_with(&self, url: &str, text: &str) -> io::Result<String> {
        let parts = std::iter::once(url.to_owned()).chain((2..200).map(|n| format!("{url}{n}/")));
        for part in parts {
            let page = self.get(&part)?;
            if page.contains(text) {
                return Ok(part);
            }
            if !page.starts_with("HTTP/1.1 200") {
                break;
            }
        }
        Err(io::Error::other(format!("{text} is on no part of {url}")))
    }

    /// KiB in memory; 0 if the system does not tell.
    fn memory(&self) -> usize {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
