//! The two languages of the product.

crate::choice! {
    /// A language that every page and mail is complete in.
    pub enum Lang { ZhCn = "zh-CN", En = "en" }
}

impl Lang {
    /// The one to switch to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}
