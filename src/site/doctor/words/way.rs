//! Words for what is wrong on the way to the site: address, name, connection, TLS, redirects.

use super::{Words, entry};
use crate::site::doctor::fault::Fault::*;
use crate::site::doctor::fault::Whose::*;

/// One row for each fault.
pub const ROWS: &[Words] = &[
    entry(
        NotAnAddress,
        You,
        "What was typed is not the address of a web site.",
        "Write the address as it stands in the browser when you look at the site, such as \
         https://news.example.",
        "Please tell me the address of the site as it stands in the browser.",
    ),
    entry(
        WrongScheme,
        You,
        "The address does not begin the way a web address does.",
        "Use the address that is offered, or write it as it stands in the browser.",
        "Please tell me the address of the site as it stands in the browser.",
    ),
    entry(
        NameInAddress,
        You,
        "A name or a password stands in the address.",
        "Write the address of the site alone; the user name and the password have fields of their \
         own.",
        "Please tell me the address of the site alone, without a name or a password in it.",
    ),
    entry(
        PlainHttp,
        You,
        "The address begins with http://, so the password could be read on the way there.",
        "Use the address that begins with https://. If the site has none, ask whoever runs it to \
         switch HTTPS on.",
        "Please make the site reachable by https:// with a valid certificate.",
    ),
    entry(
        NotAFingerprint,
        You,
        "The fingerprint kept for this site is not a SHA-256 fingerprint.",
        "Remove the site, add it again, and confirm the fingerprint that is shown.",
        "Please read out the SHA-256 fingerprint of the site’s certificate to me.",
    ),
    entry(
        NoSuchName,
        You,
        "There is no computer of that name on the network.",
        "Check the spelling of the address. If the browser finds the site and Copydesk does not, \
         forward the paragraph to whoever runs your network.",
        "Please check that this name is in the DNS and that this network can look it up.",
    ),
    entry(
        Offline,
        Network,
        "This computer has no connection to the internet.",
        "Connect to the network, then try again. Nothing you wrote is lost.",
        "Please check why this computer has no way to the internet.",
    ),
    entry(
        ConnectionRefused,
        Host,
        "A computer is there, but it takes no web calls at that port.",
        "Check the port if you typed one. If the address is right, the site’s web server is down: \
         forward the paragraph.",
        "Please check that the web server is running and listens at this port.",
    ),
    entry(
        NoWay,
        Network,
        "No way leads from this computer to the site.",
        "Try another network. If that helps, forward the paragraph to whoever runs this one.",
        "Please check the route and the firewall between this network and the site.",
    ),
    entry(
        NobodyTakesTheCall,
        Host,
        "Nobody took the call in time.",
        "Try again in a few minutes. If it stays, forward the paragraph.",
        "Please check that the web server is up, and that no firewall drops connections from this \
         network.",
    ),
    entry(
        NotTls,
        Host,
        "The server does not speak proper TLS at that port.",
        "Check the port if you typed one, and whether a network log-in page is waiting. Otherwise \
         forward the paragraph.",
        "Please check the TLS settings of the web server at this port; TLS 1.2 or 1.3 is needed.",
    ),
    entry(
        CertificateExpired,
        Host,
        "The site’s certificate has expired.",
        "Forward the paragraph. Copydesk sends nothing there until the certificate is renewed.",
        "Please renew the certificate, and check why it was not renewed by itself.",
    ),
    entry(
        CertificateNotYetValid,
        Host,
        "The site’s certificate is not valid yet.",
        "Forward the paragraph. Copydesk sends nothing there before the certificate’s first day.",
        "Please check the certificate’s first day and the clock of the computer that issued it.",
    ),
    entry(
        CertificateForOtherName,
        Host,
        "The site’s certificate is for another name.",
        "Check the address: with or without www can make the difference. If it is right, forward \
         the paragraph.",
        "Please install a certificate that names the address above.",
    ),
    entry(
        SelfSigned,
        Administrator,
        "The site’s certificate vouches for itself, which nobody can check.",
        "Ask the administrator to read the SHA-256 fingerprint out to you. Only if it is the one \
         shown here, confirm it for this site.",
        "Please tell me, by telephone or in person, the SHA-256 fingerprint of the site’s \
         certificate; or install one from a public authority.",
    ),
    entry(
        UnknownIssuer,
        Host,
        "No authority that is known vouches for the site’s certificate.",
        "A network log-in page or a program that reads along can be the cause: try another \
         network. If it stays, forward the paragraph.",
        "Please check that the web server sends the whole chain of certificates, from a public \
         authority.",
    ),
    entry(
        CertificateChanged,
        Administrator,
        "The site’s certificate is not the one that was confirmed for it.",
        "Send nothing until the administrator has told you that the certificate was changed. Then \
         remove the site, add it again and confirm the new fingerprint.",
        "Please tell me whether the certificate was changed on purpose, and its new SHA-256 \
         fingerprint.",
    ),
    entry(
        CertificateWrong,
        Host,
        "The site’s certificate is not accepted.",
        "Forward the paragraph.",
        "Please check the certificate: its form, its signature and its purpose must be those of a \
         web server’s.",
    ),
    entry(
        ComputerDate,
        You,
        "This computer’s date is wrong, so the site’s certificate looks out of date.",
        "Set the date and the time of this computer, best to be kept by the network, then try \
         again.",
        "Please check the clock of this computer.",
    ),
    entry(
        Stalled,
        Host,
        "The site took the call and then did not answer in time.",
        "Try again in a few minutes. If it stays, forward the paragraph.",
        "Please check what keeps the site from answering: an overloaded database or a hanging \
         plug-in are the usual causes.",
    ),
    entry(
        BrokenOff,
        Host,
        "The connection was broken off before an answer was there.",
        "Try again in a few minutes. If it stays, forward the paragraph.",
        "Please look at the web server’s error log for requests that are broken off.",
    ),
    entry(
        NotHttp,
        Host,
        "What answered does not speak the language of the web.",
        "Check the address and its port.",
        "Please check which program answers at this address; it sends no proper HTTP.",
    ),
    entry(
        ServerError,
        Host,
        "The site answers with an error of its own.",
        "Try again in a few minutes. If it stays, forward the paragraph.",
        "Please look at the error logs of the web server and of PHP at the time above.",
    ),
    entry(
        Maintenance,
        Administrator,
        "The site is being maintained.",
        "Wait until it is back; what you publish is sent by itself then.",
        "Please tell me when the maintenance is over; if none is going on, WordPress may have \
         left its .maintenance file behind.",
    ),
    entry(
        RateLimited,
        Host,
        "The site takes no more calls from here for the moment.",
        "Wait a while, then try again.",
        "Please allow more requests per minute to the API from this network’s address.",
    ),
    entry(
        ToHttps,
        You,
        "The site sends everybody on to its https:// address.",
        "Use the address that is offered.",
        "Please tell me the site’s right address.",
    ),
    entry(
        ToWww,
        You,
        "The site is to be found at the same name with or without www.",
        "Use the address that is offered.",
        "Please tell me whether the site’s right address has www in it.",
    ),
    entry(
        ToFolder,
        You,
        "The site sends everybody on to another address of its own.",
        "Use the address that is offered if that is the site you mean.",
        "Please tell me the address at which the site’s API is found.",
    ),
    entry(
        ToElsewhere,
        You,
        "The address sends everybody on to another site.",
        "Use the address that is offered only if you know it. If you do not, a network log-in \
         page may be waiting.",
        "Please tell me the site’s right address, and whether it is meant to send everybody on.",
    ),
    entry(
        ToPlainHttp,
        Administrator,
        "The site sends everybody on to an address that is not safe.",
        "Forward the paragraph. Copydesk sends no password there.",
        "Please stop the redirect from https:// to http://.",
    ),
    entry(
        RedirectLoop,
        Administrator,
        "The site sends everybody on to the same address again.",
        "Forward the paragraph.",
        "Please check the redirects and the site address in the settings; they lead in a circle.",
    ),
];
