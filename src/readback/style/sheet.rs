//! A style sheet taken apart into the rules that can hide something.

use super::declared::{self, Told};
use super::media;
use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};
use scraper::Selector;

/// How strongly a selector counts: its names (`#a`), its classes, its types.
pub type Specificity = (u32, u32, u32);

/// One selector and what is declared for it.
#[derive(Debug)]
pub struct Rule {
    pub selector: Selector,
    pub specificity: Specificity,
    /// It stands in no `@layer`, so that it counts before those that do.
    pub unlayered: bool,
    /// It looks through a whole part of the page (`:has`).
    pub costly: bool,
    pub told: Vec<Told>,
}

/// What a sheet holds.
#[derive(Debug, Default)]
pub struct Sheet {
    pub rules: Vec<Rule>,
    /// Addresses of the sheets it asks for.
    pub imports: Vec<String>,
}

impl Sheet {
    pub fn read(css: &str) -> Self {
        let mut sheet = Self::default();
        let mut reading = Reading { sheet: &mut sheet, around: Vec::new(), layered: false };
        let mut input = Parser::new(css);
        StyleSheetParser::new(&mut input, &mut reading).for_each(drop);
        sheet
    }
}

/// What an element's own `style` declares.
pub fn read_style(css: &str) -> Vec<Told> {
    let mut sheet = Sheet::default();
    let around = vec![String::new()];
    let mut reading = Reading { sheet: &mut sheet, around, layered: false };
    reading.body(&mut Parser::new(css))
}

struct Reading<'s> {
    sheet: &'s mut Sheet,
    /// The selectors of the rule that is being read; none outside of any.
    around: Vec<String>,
    layered: bool,
}

/// A `@` rule whose block counts.
enum At {
    Block { layered: bool },
    Import(String),
}

type Refused<T> = Result<T, ParseError<()>>;

impl Reading<'_> {
    /// The declarations of a block; the rules in it are kept.
    fn body(&mut self, input: &mut Parser<'_>) -> Vec<Told> {
        RuleBodyParser::new(input, self).flatten().flatten().collect()
    }

    /// Keeps what is declared for the selectors around.
    fn keep(&mut self, told: &[Told]) {
        if told.is_empty() {
            return;
        }
        for selector in &self.around {
            let stated = at_rest(selector);
            // Themes begin with this class and take it off as soon as scripts run.
            if stated.contains(".no-js") {
                continue;
            }
            // One that cannot be read asks for a state (`:hover`) or a part (`::before`) that no
            // reader's page begins with, or is hidden from browsers too.
            let Ok(read) = Selector::parse(&stated) else { continue };
            self.sheet.rules.push(Rule {
                selector: read,
                specificity: specificity(&mut Parser::new(&stated)),
                unlayered: !self.layered,
                costly: stated.contains(":has("),
                told: told.to_vec(),
            });
        }
    }
}

impl<'i> DeclarationParser<'i> for Reading<'_> {
    type Declaration = Vec<Told>;
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Refused<Vec<Told>> {
        Ok(declared::read(&name, input))
    }
}

impl<'i> QualifiedRuleParser<'i> for Reading<'_> {
    type Prelude = Vec<String>;
    type QualifiedRule = Vec<Told>;
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Refused<Vec<String>> {
        let selectors =
            input.parse_comma_separated(|input| Ok::<_, ParseError<()>>(rest(input)))?;
        if self.around.is_empty() {
            return Ok(selectors);
        }
        let around = format!(":is({})", self.around.join(","));
        let nested = selectors.iter().map(|selector| match selector.contains('&') {
            true => selector.replace('&', &around),
            false => format!("{around} {selector}"),
        });
        Ok(nested.collect())
    }

    fn parse_block(
        &mut self,
        selectors: Vec<String>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Refused<Vec<Told>> {
        let mut inner = Reading { sheet: self.sheet, around: selectors, layered: self.layered };
        let told = inner.body(input);
        inner.keep(&told);
        Ok(Vec::new())
    }
}

impl<'i> AtRuleParser<'i> for Reading<'_> {
    type Prelude = At;
    type AtRule = Vec<Told>;
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Refused<At> {
        let name = name.to_ascii_lowercase();
        if name == "import" {
            let address = input.expect_url_or_string()?.to_string();
            let condition = rest(input);
            let plain = !condition.contains("layer") && !condition.contains("supports");
            let counts = !plain || media::holds(&condition);
            return if counts { Ok(At::Import(address)) } else { Err(ParseError::custom(())) };
        }
        let condition = rest(input);
        let counts = match name.as_str() {
            "media" => media::holds(&condition),
            // Browsers know what pages ask for today.
            "supports" => !condition.trim_start().to_ascii_lowercase().starts_with("not"),
            "layer" => true,
            _ => false,
        };
        match counts {
            true => Ok(At::Block { layered: self.layered || name == "layer" }),
            false => Err(ParseError::custom(())),
        }
    }

    fn rule_without_block(&mut self, rule: At, _: &ParserState) -> Result<Vec<Told>, ()> {
        if let At::Import(address) = rule {
            self.sheet.imports.push(address);
        }
        Ok(Vec::new())
    }

    fn parse_block(
        &mut self,
        rule: At,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Refused<Vec<Told>> {
        let layered = matches!(rule, At::Block { layered: true });
        let around = self.around.clone();
        let mut inner = Reading { sheet: self.sheet, around, layered };
        let told = inner.body(input);
        inner.keep(&told);
        Ok(Vec::new())
    }
}

impl<'i> RuleBodyItemParser<'i, Vec<Told>, ()> for Reading<'_> {
    fn parse_declarations(&self) -> bool {
        !self.around.is_empty()
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// The text up to where the parser has to stop.
fn rest(input: &mut Parser<'_>) -> String {
    let start = input.position();
    while input.next().is_ok() {}
    input.slice_from(start).trim().to_owned()
}

/// A selector for the page nobody has touched: what is said of an element *not* pointed at holds.
fn at_rest(selector: &str) -> String {
    const STATES: [&str; 8] = [
        ":hover",
        ":focus",
        ":focus-within",
        ":focus-visible",
        ":active",
        ":target",
        ":visited",
        ":checked",
    ];
    let mut stated = selector.to_owned();
    for state in STATES {
        stated = stated.replace(&format!(":not({state})"), ":not(:is())");
    }
    stated
}

fn specificity(input: &mut Parser<'_>) -> Specificity {
    let mut sum = (0, 0, 0);
    let add = |sum: &mut Specificity, (a, b, c): Specificity| {
        *sum = (sum.0 + a, sum.1 + b, sum.2 + c);
    };
    let (mut dot, mut colons) = (false, 0);
    while let Ok(token) = input.next().cloned() {
        match &token {
            Token::IDHash(_) | Token::Hash(_) => add(&mut sum, (1, 0, 0)),
            Token::SquareBracketBlock => add(&mut sum, (0, 1, 0)),
            Token::Ident(_) if dot || colons == 1 => add(&mut sum, (0, 1, 0)),
            Token::Ident(_) => add(&mut sum, (0, 0, 1)),
            Token::Function(name) if !["where", "is", "not", "has"].contains(&&**name) => {
                add(&mut sum, (0, 1, 0));
            }
            Token::Function(name) => {
                let counts = &**name != "where";
                let most = input.parse_nested_block(|input| {
                    input.parse_comma_separated(|one| Ok::<_, ParseError<()>>(specificity(one)))
                });
                let most = most.unwrap_or_default().into_iter().max().unwrap_or_default();
                add(&mut sum, if counts { most } else { (0, 0, 0) });
            }
            _ => {}
        }
        dot = matches!(token, Token::Delim('.'));
        colons = if token == Token::Colon { colons + 1 } else { 0 };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_count_as_in_browsers() {
        for (selector, counts) in [
            ("figure figcaption", (0, 0, 2)),
            (".a.b > #c", (1, 2, 0)),
            ("a[href]:first-child", (0, 2, 1)),
            (":where(#a) p:not(.b, #c)", (1, 0, 1)),
            (":is(figure, .x) *", (0, 1, 0)),
            ("li:nth-child(2)", (0, 1, 1)),
        ] {
            assert_eq!(specificity(&mut Parser::new(selector)), counts, "{selector}");
        }
    }

    #[test]
    fn a_sheet_made_to_hurt_ends() {
        let deep = "a{".repeat(200_000);
        assert!(Sheet::read(&deep).rules.is_empty());
        let wide = "@media all{".repeat(100_000) + "b{display:none}";
        let _ = Sheet::read(&wide);
        let _ = Sheet::read(&":is(".repeat(100_000));
        let _ = read_style(&"(".repeat(100_000));
    }
}
