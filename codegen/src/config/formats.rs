//! Types of other crates for the formats of strings.

/// Types that stand for strings with a `format`. The crate that uses the generated types depends on the crates that they
/// are from, each with its feature `serde`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Formats {
    /// Those of the standard library: `ipv4` is `std::net::Ipv4Addr`, and `ipv6` is `std::net::Ipv6Addr`.
    Std,
    /// Those of `Std`; `date-time` is `jiff::Timestamp`, and `date` is `jiff::civil::Date`.
    /// A timestamp is written in UTC, whatever the offset was that it was read with.
    Jiff,
    /// Those of `Std`; `date-time` is `chrono::DateTime<chrono::FixedOffset>`, and `date` is `chrono::NaiveDate`.
    Chrono,
    /// `uuid` is `uuid::Uuid`. It is written in lower case.
    Uuid,
    /// `uri` is `url::Url`. It is written as the URL standard has it: a host name alone gets the path `/`.
    Url,
}

impl Formats {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Std, Self::Jiff, Self::Chrono, Self::Uuid, Self::Url];

    /// The name by which the command and `schema!` know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Std => "std",
            Self::Jiff => "jiff",
            Self::Chrono => "chrono",
            Self::Uuid => "uuid",
            Self::Url => "url",
        }
    }

    /// The formats, each with the path of its type.
    ///
    /// ```
    /// use vouchsafe_codegen::Formats;
    ///
    /// assert!(Formats::Uuid.types().eq([("uuid", "::uuid::Uuid")]));
    /// ```
    pub fn types(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let own: &[(&str, &str)] = match self {
            Self::Std => &[],
            Self::Jiff => &[
                ("date-time", "::jiff::Timestamp"),
                ("date", "::jiff::civil::Date"),
            ],
            Self::Chrono => &[
                ("date-time", "::chrono::DateTime<::chrono::FixedOffset>"),
                ("date", "::chrono::NaiveDate"),
            ],
            Self::Uuid => &[("uuid", "::uuid::Uuid")],
            Self::Url => &[("uri", "::url::Url")],
        };
        let addresses: &[(&str, &str)] = match self {
            Self::Std | Self::Jiff | Self::Chrono => &[
                ("ipv4", "::std::net::Ipv4Addr"),
                ("ipv6", "::std::net::Ipv6Addr"),
            ],
            Self::Uuid | Self::Url => &[],
        };
        own.iter().chain(addresses).copied()
    }
}
