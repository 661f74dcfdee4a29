# 联系陌生人：商家多久能邀请一次，以及不想被陌生商家打扰的创作者。
settings-nav-outreach = 邀请
outreach-title = 陌生商家的邀请
outreach-text = 24 小时内，一个商家最多邀请 { $max } 位没有往来的创作者。对它的任务报过价的创作者不算陌生，不计入次数。
outreach-wish = 我的意愿
outreach-closed = 不接受陌生商家的邀请
outreach-closed-hint = 只有你报过价的商家可以邀请你。你仍会出现在列表中，也可以随时报价。
outreach-save = 保存
outreach-count = 最近 24 小时 { $n } / { $max }
outreach-none = 此项只与创作者和商家有关。
outreach-here = 没有往来的创作者：最近 24 小时已邀请 { $n } / { $max } 位。
flash-outreach-saved = 已保存。
refusal-outreach-closed = 这位创作者不接受从未合作报价过的商家的邀请。
refusal-outreach-too-many = 24 小时内最多邀请 { $max } 位没有往来的创作者，名额已用完。{ $hours } 小时后可以继续。
