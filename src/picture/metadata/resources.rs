//! Photoshop image resources, the form in which a JPEG carries IIM.

/// Four letters at a resource's start: Photoshop's own, and those of programs that share its block.
const SIGNATURES: [&[u8; 4]; 5] = [b"8BIM", b"PHUT", b"MeSa", b"DCSR", b"AgHg"];

/// One resource, borrowed from the block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resource<'a> {
    signature: &'a [u8],
    id: u16,
    /// Length byte and letters, padded even.
    name: &'a [u8],
    pub data: &'a [u8],
}

impl<'a> Resource<'a> {
    /// One of Photoshop's own, without a name.
    pub fn new(id: u16, data: &'a [u8]) -> Self {
        Self { signature: SIGNATURES[0], id, name: &[0, 0], data }
    }

    /// Whether it is Photoshop's resource `id`.
    pub fn is(&self, id: u16) -> bool {
        self.id == id && self.signature == SIGNATURES[0]
    }

    /// Bytes that [`bytes`](Self::bytes) gives, but for one of filling.
    pub fn size(&self) -> usize {
        10 + self.name.len() + self.data.len()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let length = (self.data.len() as u32).to_be_bytes();
        let mut out =
            [self.signature, &self.id.to_be_bytes(), self.name, &length, self.data].concat();
        if self.data.len() % 2 == 1 {
            out.push(0);
        }
        out
    }
}

/// The resources of a block, up to the first that is broken.
pub(super) fn resources(mut rest: &[u8]) -> Vec<Resource<'_>> {
    let mut out = Vec::new();
    while let Some((resource, after)) = resource(rest) {
        out.push(resource);
        rest = after;
    }
    out
}

/// The first resource and what follows: signature, id, name (length byte, padded even), size, data
/// (padded even).
fn resource(bytes: &[u8]) -> Option<(Resource<'_>, &[u8])> {
    let (signature, rest) = bytes.split_at_checked(4)?;
    SIGNATURES.iter().any(|known| known[..] == *signature).then_some(())?;
    let (id, rest) = rest.split_at_checked(2)?;
    let name = usize::from(*rest.first()?) + 1;
    let (name, rest) = rest.split_at_checked(name.next_multiple_of(2))?;
    let (size, rest) = rest.split_at_checked(4)?;
    let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize;
    let (data, after) = rest.split_at_checked(size)?;
    let id = u16::from_be_bytes([id[0], id[1]]);
    Some((Resource { signature, id, name, data }, after.get(size % 2..).unwrap_or_default()))
}
