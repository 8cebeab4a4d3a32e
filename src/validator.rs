//! Schemas that are compiled while the program runs.

use vouchsafe_compiler::{Compiler, Diagnostics};
use vouchsafe_core::{
    CollectedAnnotation, Faults, Options, Output, OutputFormat, Program, Report, Warnings,
};

/// A schema that was compiled at run time.
///
/// ```
/// use vouchsafe::Validator;
///
/// let validator = Validator::compile(r#"{"type": "integer", "minimum": 30, "maximum": 900}"#)?;
/// assert!(validator.is_valid(b"300.0"));
/// let report = validator.check(b"29").unwrap_err();
/// assert_eq!(
///     report.to_string(),
///     "1:1: error[out-of-range]: the body must be from `30` to `900`, found `29`\n  help: the nearest that is allowed is `30`"
/// );
/// # Ok::<(), vouchsafe::Diagnostics>(())
/// ```
#[derive(Debug, Clone)]
pub struct Validator {
    program: Program,
    options: Options,
}

impl Validator {
    /// Compiles the text of a schema that refers to nothing but itself. For everything else there is
    /// [`Compiler`].
    ///
    /// # Errors
    /// Every fault of the schema, with line and column.
    pub fn compile(schema_text: &str) -> Result<Self, Diagnostics> {
        Compiler::new().compile(schema_text).map(Self::from)
    }

    /// Sets how instances are checked.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Checks JSON text: the lints, if it satisfies the schema.
    ///
    /// # Errors
    /// Every fault, and the lints.
    pub fn check(&self, bytes: &[u8]) -> Result<Warnings, Report> {
        self.program.check_with(bytes, &self.options)
    }

    /// Checks JSON text and gives every fault by its code and place, without words and without lints.
    ///
    /// ```
    /// use vouchsafe::Validator;
    ///
    /// let validator = Validator::compile(r#"{"required": ["id"], "properties": {"id": {"minimum": 1}}}"#)?;
    /// let faults = validator.faults(br#"{"id": 0}"#);
    /// assert_eq!(faults.len(), 1);
    /// for fault in faults {
    ///     assert_eq!((fault.code, fault.span.range()), ("out-of-range", 7..8));
    /// }
    /// # Ok::<(), vouchsafe::Diagnostics>(())
    /// ```
    pub fn faults(&self, bytes: &[u8]) -> Faults {
        self.program.faults_with(bytes, &self.options)
    }

    /// Whether JSON text satisfies the schema.
    pub fn is_valid(&self, bytes: &[u8]) -> bool {
        self.program.is_valid_with(bytes, &self.options)
    }

    /// Checks JSON text and gives the result in a format of the standard.
    ///
    /// ```
    /// use vouchsafe::{OutputFormat, Validator};
    ///
    /// let validator = Validator::compile(r#"{"title": "Age", "minimum": 0}"#)?;
    /// let output = validator.output(b"-1", OutputFormat::Basic);
    /// assert_eq!(output.errors()[0].keyword_location, "/minimum");
    /// assert_eq!(output.errors()[0].error, "the body must be at least `0`, found `-1`");
    /// let annotations = validator.annotations(b"1")?;
    /// assert_eq!(annotations[0].value, "Age");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn output(&self, bytes: &[u8], format: OutputFormat) -> Output {
        self.program.output_with(bytes, format, &self.options)
    }

    /// What the schema says about JSON text beside its assertions; see [`Program::annotations`].
    ///
    /// # Errors
    /// Every fault of a text that does not satisfy the schema.
    pub fn annotations(&self, bytes: &[u8]) -> Result<Vec<CollectedAnnotation>, Report> {
        self.program.annotations_with(bytes, &self.options)
    }

    /// The compiled schema.
    pub const fn program(&self) -> &Program {
        &self.program
    }
}

impl From<Program> for Validator {
    fn from(program: Program) -> Self {
        Self {
            program,
            options: Options::default(),
        }
    }
}
