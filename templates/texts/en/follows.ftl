# Whom a person follows, and what is new from there.
follows-title = Following
follows-text = Merchants, creators and tags that you keep an eye on. Nobody sees that you do.
follows-mails = Mails about it
follows-on = Follow
follows-on-name = Follow { $name }
follows-off = Following
follows-end = Unfollow { $name }
follows-kind-merchant = Merchant
follows-kind-creator = Creator
follows-kind-tag = Tag
follows-none = You follow nobody yet
follows-none-text = Follow merchants and creators on their pages, and tags here.
follows-tag = Follow a tag
follows-tag-hint = As on the profiles of creators, for example “tea”.
flash-follows-on = You follow it. What is new stands on your workbench.
flash-follows-off = You no longer follow it.
refusal-follow-too-many = You can follow { $max }. Unfollow something first.
error-follow-tag = Type one tag of at most 24 characters.
news-title = New from whom you follow
news-all = Whom you follow
news-item-brief = New brief from { $who }
news-item-work = New work by { $who }
news-item-package = New package by { $who }
news-item-creator = New creator: { $who }
news-mail-subject = { $n ->
    [one] One new thing
   *[other] { $n } new things
  } from whom you follow
news-mail-list = Whom you follow
news-mail-stop = No more of these mails
news-stop-title = Mails about whom you follow
news-stop-text = No more of these mails? What is new still stands on your workbench and in your inbox.
news-stop-act = Stop these mails
news-stop-done = Done: you get no more of these mails. You still follow everybody, and can turn the mails on again in your settings.
notices-follow-news-title = { $n ->
    [one] One new thing
   *[other] { $n } new things
  } from whom you follow
notices-follow-news-body = The newest is “{ $what }”.
settings-topic-follows = Following
settings-topic-follows-hint = What is new from merchants, creators and tags that you follow
settings-mail-weekly = Once a week
