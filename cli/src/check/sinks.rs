//! Where findings go: each format with its stream or file.

use std::path::{Path, PathBuf};

use vouchsafe::OutputFormat;

use crate::args::{Format, Wanted};
use crate::catalogue;
use crate::output::{Output, Replaced, columns};
use crate::render::{
    Checkstyle, Findings, Github, Gitlab, Json, JsonLines, Junit, Markdown, Name, Pretty, Render,
    Sarif, Short, Standard, Summary, visible,
};

/// All that is written in one run.
pub(crate) struct Sinks<'a, 'o> {
    sinks: Vec<Sink>,
    stdout: &'a mut Output<'o>,
}

struct Sink {
    format: Format,
    renderer: Box<dyn Render>,
    /// What is rendered and not yet written.
    text: String,
    /// Nothing for standard output.
    file: Option<(PathBuf, Replaced)>,
}

impl<'a, 'o> Sinks<'a, 'o> {
    /// Begins all files. Standard output has links if the folder of the run is given.
    ///
    /// # Errors
    /// Which file cannot be written.
    pub(crate) fn new(
        wanted: &[Wanted],
        ndjson: bool,
        links: Option<&Path>,
        stdout: &'a mut Output<'o>,
    ) -> Result<Self, String> {
        let sink = |wanted: &Wanted| {
            let file = match &wanted.file {
                None => None,
                Some(path) => {
                    let file = Replaced::new(path);
                    let file = file.map_err(|error| {
                        format!("`{}` cannot be written: {error}", visible::path(path))
                    })?;
                    Some((path.clone(), file))
                }
            };
            Ok(Sink {
                format: wanted.format,
                renderer: match (wanted.format, &file) {
                    (Format::Pretty, None) => {
                        Box::new(Pretty::new(columns(false), links.map(Path::to_owned)))
                    }
                    (format, _) => renderer(format, ndjson),
                },
                text: String::new(),
                file,
            })
        };
        let sinks = wanted.iter().map(sink).collect::<Result<_, String>>()?;
        Ok(Self { sinks, stdout })
    }

    /// Whether some formats are for readers, and some for machines.
    pub(crate) fn audience(&self) -> [bool; 2] {
        let is_for_readers = |sink: &&Sink| {
            matches!(
                sink.format,
                Format::Pretty | Format::Short | Format::Markdown
            )
        };
        let readers = self.sinks.iter().filter(is_for_readers).count();
        [readers > 0, readers < self.sinks.len()]
    }

    pub(crate) fn findings(&mut self, findings: &Findings<'_>) {
        self.render(|renderer| renderer.findings(findings));
    }

    pub(crate) fn problem(&mut self, name: &Name, words: &str) {
        self.render(|renderer| renderer.problem(name, words));
    }

    fn render(&mut self, mut text: impl FnMut(&mut dyn Render) -> String) {
        for sink in &mut self.sinks {
            sink.text.push_str(&text(&mut *sink.renderer));
        }
    }

    /// Writes what was rendered.
    ///
    /// # Errors
    /// What cannot be written.
    pub(crate) fn write(&mut self) -> Result<(), String> {
        for sink in &mut self.sinks {
            if sink.text.is_empty() {
                continue;
            }
            match &mut sink.file {
                None => {
                    let written = self.stdout.write(&sink.text);
                    written.map_err(|error| format!("the findings cannot be written: {error}"))?;
                }
                Some((path, file)) => {
                    let written = file.write(&sink.text);
                    written.map_err(|error| {
                        format!("`{}` cannot be written: {error}", visible::path(path))
                    })?;
                }
            }
            sink.text.clear();
        }
        Ok(())
    }

    /// Whether nobody will read any more of it.
    pub(crate) fn are_closed(&self) -> bool {
        self.stdout.is_closed() && self.sinks.iter().all(|sink| sink.file.is_none())
    }

    /// Writes what comes at the end, and puts the files in their places.
    ///
    /// # Errors
    /// What cannot be written.
    pub(crate) fn finish(mut self, summary: &Summary) -> Result<(), String> {
        self.render(|renderer| renderer.finish(summary));
        self.write()?;
        for sink in self.sinks {
            if let Some((path, file)) = sink.file {
                file.finish().map_err(|error| {
                    format!("`{}` cannot be written: {error}", visible::path(&path))
                })?;
            }
        }
        Ok(())
    }
}

/// The formats of the standard that are asked for.
pub(crate) fn standard(wanted: &[Wanted]) -> Vec<OutputFormat> {
    let formats = wanted.iter().filter_map(|wanted| match wanted.format {
        Format::Flag => Some(OutputFormat::Flag),
        Format::Basic => Some(OutputFormat::Basic),
        _ => None,
    });
    formats.collect()
}

/// The renderer of a format, for a file.
fn renderer(format: Format, ndjson: bool) -> Box<dyn Render> {
    match format {
        Format::Pretty => Box::new(Pretty::new(columns(true), None)),
        Format::Short => Box::new(Short),
        Format::Json if !ndjson => Box::new(Json::default()),
        Format::Json | Format::Ndjson => Box::new(JsonLines),
        Format::Sarif => Box::new(Sarif::new(catalogue::find)),
        Format::Junit => Box::new(Junit::default()),
        Format::Github => Box::new(Github),
        Format::Gitlab => Box::new(Gitlab::default()),
        Format::Checkstyle => Box::new(Checkstyle::default()),
        Format::Markdown => Box::new(Markdown::default()),
        Format::Flag => Box::new(Standard(OutputFormat::Flag)),
        Format::Basic => Box::new(Standard(OutputFormat::Basic)),
    }
}
