# The words of the layouts and components.
face-name = V-Task
face-skip = Skip to the content
face-nav = Main
face-nav-phone = Main, at the bottom
face-other-language = 中文
face-theme = Theme
face-theme-auto = As the device
face-theme-light = Light
face-theme-dark = Dark
face-need-you = { $n ->
    [one] item needs you
   *[other] items need you
  }
face-notices = { $n ->
    [0] Inbox
    [one] new notice in your inbox
   *[other] new notices in your inbox
  }
face-account-of = { $name }: account
face-my-page = My public page
face-settings = Settings
face-security = Security
face-styleguide = Style guide
face-sign-in = Sign in
face-sign-up = Sign up
face-sign-out = Sign out
face-strap = About this site
face-demo = Demo: the people are invented and no real money moves.
face-demo-mails = Read the mails it sends
face-sandbox = Sandbox: no real money moves here.
face-foot-briefs = Briefs
face-foot-creators = Creators
face-foot-held = How held funds work
face-foot-fees = Fees
face-crumbs = Breadcrumb
face-close = Close
face-pager = Pages
face-prev = Previous
face-next = Next
face-done = Done:
face-remove-filter = , remove this filter
face-copy = Copy
face-copied = Copied
face-comma = {", "}
face-stop = {". "}
face-colon = {": "}
face-space = {" "}
face-zone = {" "}({ $zone })
face-unsaved = What you typed has not been saved.
face-saved = Saved
face-save-failed = Not saved. What you typed is still here.
face-save-stale = Not saved: this was changed meanwhile, in another tab or by a colleague. Save to see both versions; nothing you typed is lost.
face-conflict = Two versions
face-conflict-text = While you wrote, this was saved in another tab or by a colleague. Nothing was written over: choose one version, or mend yours below.
face-conflict-field = What
face-conflict-theirs = Saved now
face-conflict-mine = Yours
face-conflict-nothing = nothing
face-conflict-same = Both say the same by now.
face-conflict-keep = Save my version
face-conflict-take = Take what is saved
face-ticked = yes
face-errors = Please check this
face-error = Error:
face-optional = (optional)
face-markdown = Headings, lists, links, bold and tables work: **bold**, - list, [words](https://…).
face-currency = Currency
face-uploading = Uploading
face-upload-checking = Arrived. Checking the files…
face-upload-failed = The connection broke. Nothing was saved; choose Send to try again.
face-change = Change
face-search = Search
face-filter = Filter
face-chosen = chosen
face-apply = Apply
face-any = any
face-to = to
face-lowest = lowest
face-highest = highest
face-sort = Sort by
face-update = Update
face-task-done = Done
face-task-started = In progress
face-task-todo = Not started
face-task-blocked = Cannot start yet
face-you = {" "}(you)
face-movements = Every movement
face-locked = Unlocked by approval
face-open-link = Open the link
face-download = Download the original
face-check-must = Must
face-check-should = Should
face-check-must_not = Must not
face-held = held
face-bids = { $n ->
    [0] No bids yet
    [one] { $n } bid
   *[other] { $n } bids
  }
face-places = { $n ->
    [one] for one creator
   *[other] each, { $n } creators wanted
  }
face-closes = closes { $date }
face-price-open = Name your price
face-deals = { $n ->
    [0] New here
    [one] { $n } deal done
   *[other] { $n } deals done
  }
face-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }
face-unread = (new)
face-form-article = Article
face-form-image_set = Pictures
face-form-short_video = Short video
face-form-live = Live
face-form-audio = Audio
face-form-review = Review
face-form-other = Other
face-platform-xiaohongshu = 小红书
face-platform-douyin = 抖音
face-platform-bilibili = 哔哩哔哩
face-platform-weibo = 微博
face-platform-wechat = 微信
face-platform-kuaishou = 快手
face-platform-zhihu = 知乎
face-platform-taobao = 淘宝
face-platform-tiktok = TikTok
face-platform-youtube = YouTube
face-platform-instagram = Instagram
face-platform-x = X
face-platform-other = Other
face-platform-taobao_live = 淘宝直播
face-platform-weitao = 微淘
face-platform-own_site = The merchant’s own site
face-category-food = Food and drink
face-category-beauty = Beauty
face-category-fashion = Fashion
face-category-home = Home
face-category-electronics = Electronics
face-category-baby = Baby and child
face-category-pets = Pets
face-category-sports = Sports and outdoors
face-category-travel = Travel
face-category-games = Games
face-category-books = Books and learning
face-category-cars = Cars
face-category-health = Health
face-category-finance = Finance
face-category-local = Local life
face-category-other = Other
face-verified = verified merchant
face-preview = Preview
face-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
