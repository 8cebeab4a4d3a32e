//! Command lines as `sh`, `bash` and `zsh` read them.

mod expand;
mod here;
mod quotes;

use vouchsafe::json::Span;

use super::layout::Part;
use super::shell::{Command, Input, Values, Word, is_name};
use super::{NotChecked, Unreadable, Variables};
use crate::request::Traced;

/// Commands within commands, of which there may be this many.
const DEEPEST: usize = 24;

/// The commands of a part of a text, also those inside of others, and why there are no more.
pub(super) fn commands(
    source: &str,
    part: &Part,
    variables: &Variables,
) -> (Vec<Command>, Option<Unreadable>) {
    let mut lexer = Lexer {
        source,
        part,
        at: part.first_line(),
        end: part.span.end,
        values: Values::new(variables),
        commands: Vec::new(),
        depth: 0,
        documents: None,
        has_list: false,
    };
    let broken = lexer.list(None).err();
    (lexer.commands, broken)
}

struct Lexer<'a> {
    source: &'a str,
    part: &'a Part,
    at: usize,
    /// Where what is read ends.
    end: usize,
    values: Values<'a>,
    commands: Vec<Command>,
    depth: usize,
    /// At which end of a line texts for commands begin, and where they end.
    documents: Option<(usize, usize)>,
    /// A variable was met that may be any number of words, also in quotes.
    has_list: bool,
}

/// What a list of commands has come to.
#[derive(Default)]
struct List {
    command: Command,
    /// What the last command writes, as far as that is known.
    output: Option<Traced>,
    count: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..self.end]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes on if a text comes next.
    fn skip(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    /// Passes over white space on a line, and over ends of lines that count for nothing.
    fn blanks(&mut self) {
        loop {
            if self.skip(" ") || self.skip("\t") {
                continue;
            }
            if self.skip("\\\n") || self.skip("\\\r\n") {
                self.continued();
                continue;
            }
            if self.rest().starts_with("\r\n") || self.rest() == "\r" {
                self.at += 1;
                continue;
            }
            return;
        }
    }

    /// Passes over the prompt of a line that goes on.
    fn continued(&mut self) {
        if self.part.has_prompts() && !self.skip("> ") && self.rest().starts_with(">\n") {
            self.at += 1;
        }
    }

    fn nested<T>(
        &mut self,
        place: Span,
        read: impl FnOnce(&mut Self) -> Result<T, Unreadable>,
    ) -> Result<T, Unreadable> {
        if self.depth == DEEPEST {
            let words = "the commands are nested too deep to be read";
            return Err(Unreadable::new(words, place));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Reads commands up to a bracket, or to the end. Returns what they write, if that is known.
    fn list(&mut self, closing: Option<char>) -> Result<Option<Traced>, Unreadable> {
        let mut list = List::default();
        let result = self.pieces(closing, &mut list);
        result?;
        self.finish(&mut list, false);
        Ok(list.output.filter(|_| list.count == 1))
    }

    fn pieces(&mut self, closing: Option<char>, list: &mut List) -> Result<(), Unreadable> {
        let start = self.at;
        loop {
            self.blanks();
            let Some(next) = self.peek() else {
                return match closing {
                    Some(_) if self.depth > 0 => Err(Unreadable::new(
                        "this bracket is not closed",
                        Span::new(start.saturating_sub(1), start),
                    )),
                    _ => Ok(()),
                };
            };
            match next {
                next if Some(next) == closing => {
                    self.at += 1;
                    return Ok(());
                }
                '\n' => {
                    self.finish(list, false);
                    self.new_line(closing.is_none());
                }
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                ';' | ')' => {
                    self.at += 1;
                    self.finish(list, false);
                }
                '&' if self.rest().starts_with("&>") => {
                    self.at += 1;
                    self.redirection(list, false)?;
                }
                '&' => self.ampersand(list),
                '|' => {
                    let is_pipe = !self.rest().starts_with("||");
                    self.at += 1;
                    let _ = self.skip("|") || self.skip("&");
                    self.finish(list, is_pipe);
                }
                '(' => self.bracket(list)?,
                '<' | '>' if !self.rest()[1..].starts_with('(') => self.redirection(list, true)?,
                _ => {
                    let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                    let behind = &self.rest()[digits..];
                    if digits > 0 && behind.starts_with(['<', '>']) {
                        let is_input = &self.rest()[..digits] == "0" || behind.starts_with("<<");
                        self.at += digits;
                        self.redirection(list, is_input)?;
                    } else {
                        let start = self.at;
                        let word = self.word(&mut list.command)?;
                        // A line that should go on has no word of its own.
                        let is_none =
                            word.text.text().is_empty() && self.source[start..].starts_with('\\');
                        if !is_none {
                            list.command.words.push(word);
                        }
                    }
                }
            }
        }
    }

    /// Goes on behind the end of a line, and behind what it hands to commands as their input.
    fn new_line(&mut self, is_outermost: bool) {
        self.at = match self.documents.take() {
            // What is read may end before, within backticks.
            Some((line, end)) if line == self.at => end.min(self.end),
            other => {
                self.documents = other;
                self.at + 1
            }
        };
        if is_outermost && self.depth == 0 {
            self.at = self.part.next_line(self.at).clamp(self.at, self.end);
        }
    }

    /// A command ends at `&` or `&&`, which may also be a piece of a URL without quotes.
    fn ampersand(&mut self, list: &mut List) {
        let place = Span::new(self.at, self.at + 1);
        let touches = self.source[..self.at].ends_with(|before: char| !before.is_whitespace());
        self.at += 1;
        let is_double = self.skip("&");
        let goes_on = self.peek().is_some_and(|next| !next.is_whitespace());
        if let Some(last) = list.command.words.last()
            && !is_double
            && touches
            && goes_on
            && last.text.text().contains(['/', '?'])
        {
            let doubt = NotChecked::new(
                place,
                "the shell ends the command at this `&`, so what is behind it is not sent",
            );
            let doubt = doubt.help("put the URL in quotes");
            list.command.doubts.push(doubt);
        }
        self.finish(list, false);
    }

    fn bracket(&mut self, list: &mut List) -> Result<(), Unreadable> {
        let place = Span::new(self.at, self.at + 1);
        self.at += 1;
        let last = list.command.words.last_mut();
        let is_list = last
            .as_ref()
            .is_some_and(|last| last.span().end == place.start && last.text.text().ends_with('='));
        if is_list && let Some(last) = last {
            // Values of one variable are no commands.
            last.is_open = true;
            let known = self.commands.len();
            self.nested(place, |lexer| lexer.list(Some(')')))?;
            self.commands.truncate(known);
            return Ok(());
        }
        if self.rest().trim_start().starts_with(')') {
            // What stands before is the name of a function.
            list.command = Command::default();
        }
        list.count += 1;
        self.nested(place, |lexer| lexer.list(Some(')'))).map(drop)
    }

    /// Passes over where output goes, and keeps what comes in.
    fn redirection(&mut self, list: &mut List, is_input: bool) -> Result<(), Unreadable> {
        if self.skip("<<<") {
            self.blanks();
            let mut text = self.word(&mut list.command)?.text;
            let end = text.span().end;
            text.push("\n", Span::new(end, end));
            list.command.input = Input::Text(text);
            return Ok(());
        }
        if self.skip("<<") {
            let document = self.document(&mut list.command)?;
            list.command.input = document.map_or(Input::Elsewhere, Input::Text);
            return Ok(());
        }
        let reads = self.rest().starts_with('<');
        self.at += 1;
        let _ = self.skip(">") || self.skip("|") || self.skip("&");
        self.blanks();
        let has_target = self.peek().is_some_and(|next| !"\n;&|()<>".contains(next));
        if has_target {
            self.word(&mut list.command)?;
        }
        if reads && is_input {
            list.command.input = Input::Elsewhere;
        }
        Ok(())
    }

    /// Hands a command on, and learns from it what variables are.
    fn finish(&mut self, list: &mut List, is_piped: bool) {
        let command = std::mem::take(&mut list.command);
        if command.words.is_empty() {
            return;
        }
        list.count += usize::from(!is_piped);
        self.learn(&command.words);
        list.output = output(&command);
        if is_piped {
            list.command.input = list.output.take().map_or(Input::Elsewhere, Input::Text);
        }
        self.commands.push(command);
    }

    /// Keeps what a command sets variables to.
    fn learn(&mut self, words: &[Word]) {
        let [first, rest @ ..] = words else { return };
        let settings = match first.text.text() {
            "export" | "local" | "declare" | "typeset" | "readonly" => rest,
            "for" | "read" | "select" | "unset" => {
                for word in rest.iter().filter(|word| is_name(word.text.text())) {
                    self.values.set(word.text.text(), None);
                }
                return;
            }
            _ if words.iter().all(|word| assignment(word).is_some()) => words,
            _ => return,
        };
        for word in settings {
            let Some((name, value)) = assignment(word) else {
                continue;
            };
            let is_known = !word.is_open && !word.text.is_unknown() && !name.ends_with('+');
            let value = is_known.then(|| value.to_owned());
            self.values.set(name.trim_end_matches('+'), value);
        }
    }
}

/// The name and the value of a variable that a word sets.
pub(super) fn assignment(word: &Word) -> Option<(&str, &str)> {
    let (name, value) = word.text.text().split_once('=')?;
    is_name(name.strip_suffix('+').unwrap_or(name)).then_some((name, value))
}

/// What a command writes, where that is plain to see.
fn output(command: &Command) -> Option<Traced> {
    let [program, arguments @ ..] = &*command.words else {
        return None;
    };
    if command.words.iter().any(|word| word.is_open) {
        return None;
    }
    let mut arguments: Vec<&Traced> = arguments.iter().map(|word| &word.text).collect();
    match program.text.text() {
        "cat" if arguments.iter().all(|argument| argument.text() == "-") => match &command.input {
            Input::Text(text) => Some(text.clone()),
            _ => None,
        },
        "echo" => {
            let ends = arguments.first().is_none_or(|first| first.text() != "-n");
            arguments.drain(..usize::from(!ends));
            if arguments
                .first()
                .is_some_and(|first| first.text().starts_with('-'))
            {
                return None;
            }
            let mut written = Traced::empty(program.span().end);
            for argument in arguments {
                if !written.text().is_empty() {
                    let place = argument.span().start;
                    written.push(" ", Span::new(place, place));
                }
                argument.clone().append_to(&mut written);
            }
            let end = written.span().end;
            written.push(if ends { "\n" } else { "" }, Span::new(end, end));
            Some(written)
        }
        "printf" => match &*arguments {
            [text] if !text.text().contains(['%', '\\']) => Some((*text).clone()),
            [format, text] if format.text().trim_end_matches("\\n") == "%s" => {
                Some((*text).clone())
            }
            _ => None,
        },
        _ => None,
    }
}
