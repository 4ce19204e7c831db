//! What others see of a face.

/// X, the fraction of the last tick that a face was visible, in quanta, and whether it is visible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(u32);

impl Shown {
    /// Set while visible; the other bits are quanta.
    const VISIBLE: u32 = 1 << 31;
    /// A face that is not and was not visible.
    pub const NOTHING: Self = Self(0);

    /// So many quanta, less than 2^31.
    #[inline]
    pub const fn new(quanta: u32, is_visible: bool) -> Self {
        Self(quanta | if is_visible { Self::VISIBLE } else { 0 })
    }

    /// X.
    #[inline]
    pub const fn quanta(self) -> u32 {
        self.0 & !Self::VISIBLE
    }

    /// Whether the face is visible at the end of the tick.
    #[inline]
    pub const fn is_visible(self) -> bool {
        self.0 & Self::VISIBLE != 0
    }

    /// What is seen in the next tick unless the face changes; `full` for the whole of it.
    #[inline]
    #[must_use]
    pub const fn settled(self, full: u32) -> Self {
        if self.0 & Self::VISIBLE == 0 { Self::NOTHING } else { Self(full | Self::VISIBLE) }
    }
}
