//! Everything the doctor knows how to find.

use super::words::{self, Words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who puts a fault right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// The person at this desk.
    You,
    /// Whoever administers the site itself: its settings, plug-ins and accounts.
    Administrator,
    /// Whoever runs the computer, the web server and the certificate the site stands on.
    Host,
    /// Whoever runs the network between this computer and the site.
    Network,
}

impl Whose {
    /// As the end of “This is a job for …”.
    pub fn words(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Administrator => "the site’s administrator",
            Self::Host => "the hosting company",
            Self::Network => "whoever runs your network",
        }
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What can be wrong between a desk and a site.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

faults! {
    /// What was typed is no address of a web site.
    NotAnAddress,
    /// It names a way that is not the web's, or misspells it.
    WrongScheme,
    /// A name, a password or an e-mail address stands in it.
    NameInAddress,
    /// It is plain HTTP, over which a password can be read.
    PlainHttp,
    /// The fingerprint kept for it is none.
    NotAFingerprint,
    NoSuchName,
    Offline,
    ConnectionRefused,
    NoWay,
    NobodyTakesTheCall,
    NotTls,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateForOtherName,
    SelfSigned,
    UnknownIssuer,
    CertificateChanged,
    CertificateWrong,
    /// The certificate is fine; it is this computer that has another date.
    ComputerDate,
    Stalled,
    BrokenOff,
    NotHttp,
    ServerError,
    Maintenance,
    RateLimited,
    ToHttps,
    ToWww,
    ToFolder,
    ToElsewhere,
    ToPlainHttp,
    RedirectLoop,
    PasswordWall,
    LoginPage,
    Challenge,
    Firewall,
    NetworkLogin,
    OtherKind,
    NotThisKind,
    ApiOff,
    ApiIsAPage,
    ApiElsewhere,
    ApiIncomplete,
    /// Ghost shows the site here and is edited at another address.
    AdminElsewhere,
    /// It runs a version this was not written for.
    TooOld,
    /// Something is printed before the JSON.
    Junk,
    PasswordsOff,
    PasswordsNeedHttps,
    NoSecret,
    NoUser,
    UnusableSecret,
    /// It has not the form of a Ghost key.
    NotAKey,
    /// It has not the form of an application password.
    NotAnApplicationPassword,
    WrongPassword,
    UnknownUser,
    UnknownToken,
    /// The header with the sign-in does not reach the site.
    HeaderLost,
    /// The site treats us as a stranger and does not say whether the password or the header is it.
    Stranger,
    AccountsHidden,
    AccountRefused,
    MayNotWrite,
    MayNotSendPictures,
    UploadLimit,
    ClockOff,
    /// Its answers have no `Date`.
    TellsNoTime,
    /// Readers are asked for a password.
    PrivateSite,
}

impl Fault {
    /// What is said about it.
    pub(super) fn words(self) -> &'static Words {
        words::of(self)
    }
}
