//! What people call platforms, categories and forms, in both languages: whoever types one of these names finds what is of it.

use crate::primitives::{Category, ContentForm, Platform};

/// Names of a platform.
#[must_use]
pub const fn platform_words(platform: Platform) -> &'static str {
    match platform {
        Platform::Xiaohongshu => "小红书 红书 种草 xiaohongshu rednote red",
        Platform::Douyin => "抖音 douyin",
        Platform::Bilibili => "哔哩哔哩 B站 bilibili",
        Platform::Wechat => "微信 公众号 视频号 wechat weixin",
        Platform::Weibo => "微博 weibo",
        Platform::Kuaishou => "快手 kuaishou kwai",
        Platform::Zhihu => "知乎 zhihu",
        Platform::Taobao => "淘宝 taobao",
        Platform::TaobaoLive => "淘宝直播 taobao live",
        Platform::Weitao => "微淘 weitao",
        Platform::Tiktok => "tiktok",
        Platform::Youtube => "油管 youtube",
        Platform::Instagram => "instagram ins",
        Platform::X => "推特 twitter",
        Platform::OwnSite => "官网 自有网站 website",
        Platform::Other => "",
    }
}

/// Names of a category.
#[must_use]
pub const fn category_words(category: Category) -> &'static str {
    match category {
        Category::Food => "美食 食品 饮料 food drink",
        Category::Beauty => "美妆 护肤 beauty skincare cosmetics",
        Category::Fashion => "时尚 穿搭 服饰 fashion",
        Category::Home => "家居 家装 home",
        Category::Electronics => "数码 电子 electronics tech gadgets",
        Category::Baby => "母婴 亲子 baby parenting",
        Category::Pets => "宠物 pets",
        Category::Sports => "运动 户外 sports outdoor",
        Category::Travel => "旅行 旅游 travel",
        Category::Games => "游戏 games gaming",
        Category::Books => "图书 读书 文化 books",
        Category::Cars => "汽车 cars",
        Category::Health => "健康 health",
        Category::Finance => "财经 理财 finance",
        Category::Local => "本地 探店 城市 local city",
        Category::Other => "",
    }
}

/// Names of a form of content.
#[must_use]
pub const fn form_words(form: ContentForm) -> &'static str {
    match form {
        ContentForm::ImageSet => "图文 图片 photos images",
        ContentForm::ShortVideo => "短视频 视频 video",
        ContentForm::Article => "文章 长文 article writing",
        ContentForm::Live => "直播 livestream",
        ContentForm::Audio => "音频 播客 audio podcast",
        ContentForm::Review => "测评 评测 review",
        ContentForm::Other => "",
    }
}
