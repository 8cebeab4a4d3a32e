//! The XML of test runners (`JUnit`), as continuous integration reads it.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use vouchsafe::{Severity, Violation};

use super::{Findings, Name, Render, Summary, counted, on_one_line, one_line, visible};

/// A suite with a test case for each text. Errors are failures; lints are what the case printed.
pub(crate) struct Junit {
    suite: TestSuite,
    /// How many records of long streams have no case of their own, and how many of those are refused.
    others: (usize, usize),
}

/// Beyond so many cases, records without findings to show have one case together: a stream may be longer than
/// the memory.
const CASES: usize = 10_000;

impl Default for Junit {
    fn default() -> Self {
        Self {
            suite: TestSuite::new("vouchsafe"),
            others: (0, 0),
        }
    }
}

impl Render for Junit {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        let full = self.suite.test_cases.len() >= CASES;
        if full && findings.record.is_some() && findings.violations.is_empty() {
            self.others.0 += 1;
            self.others.1 += usize::from(!findings.valid);
            return String::new();
        }
        let violations = findings.violations.iter();
        let (errors, lints): (Vec<&Violation>, Vec<&Violation>) = violations
            .copied()
            .partition(|violation| violation.severity == Severity::Error);
        let line = |violation: &&Violation| {
            let place = findings.place(violation);
            let words = on_one_line(violation);
            format!(
                "{place}: {}[{}]: {words}\n",
                violation.severity,
                visible::line(&violation.code)
            )
        };
        let status = if findings.valid {
            TestCaseStatus::success()
        } else {
            let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
            match errors[..] {
                [] => failure.set_message("the text is refused; see --max-problems"),
                [first] => {
                    failure.set_type(&*visible::line(&first.code));
                    failure.set_message(one_line(&first.message))
                }
                [first, ..] => {
                    failure.set_type(&*visible::line(&first.code));
                    let others = errors.len() - 1;
                    failure.set_message(one_line(&format!("{}, and {others} more", first.message)))
                }
            };
            failure.set_description(errors.iter().map(line).collect::<String>());
            failure
        };
        let mut case = TestCase::new(findings.title(), status);
        case.set_classname(&*findings.name.shown());
        if !lints.is_empty() {
            case.set_system_out(lints.iter().map(line).collect::<String>());
        }
        self.suite.add_test_case(case);
        String::new()
    }

    fn problem(&mut self, name: &Name, words: &str) -> String {
        let mut error = TestCaseStatus::non_success(NonSuccessKind::Error);
        error.set_message(one_line(words));
        let mut case = TestCase::new(&*name.shown(), error);
        case.set_classname(&*name.shown());
        self.suite.add_test_case(case);
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if let (others @ 1.., refused) = self.others {
            let status = if refused == 0 {
                TestCaseStatus::success()
            } else {
                let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let words = counted(refused, "record");
                failure.set_message(format!("{words} refused; see --max-problems"));
                failure
            };
            let name = counted(others, "other record");
            self.suite.add_test_case(TestCase::new(name, status));
        }
        if let Some(words) = summary.not_shown() {
            self.suite.set_system_out(words + "\n");
        }
        let mut report = Report::new("vouchsafe");
        report.add_test_suite(std::mem::replace(
            &mut self.suite,
            TestSuite::new("vouchsafe"),
        ));
        // Nothing is written that could fail: the text grows in memory.
        report.to_string().unwrap_or_default()
    }
}
