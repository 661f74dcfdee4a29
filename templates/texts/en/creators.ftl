# Words of creators: the list, a creator's page, the profile.
creators-title = Find creators
creators-count = { $n ->
    [0] Nobody is here yet.
    [one] { $n } creator shows work here.
   *[other] { $n } creators show their work here.
  }
creators-facets = Filter creators
creators-facet-platform = Platform
creators-facet-available = New work
creators-available = Neither away nor full
creators-facet-language = Works in
creators-facet-tag = Topics
creators-order = Most completed deals first; { $n }% of the places go to newcomers who joined within 180 days and finished nothing yet, drawn by lot each day. Nobody pays for a place.
creators-shown = From { $from } to { $to }, { $percent }% of the { $n } places shown in this list went to newcomers.
creators-found = { $n ->
    [one] { $n } creator
   *[other] { $n } creators
  }
creators-seek = Search creators
creators-seek-hint = Name, field, platform, work
creators-partial = The search index is being written. Until it is there, only the { $n } creators who joined last are listed and counted.
creators-none-title = No creator matches
creators-none-text = Remove a filter to see more.
creators-clear = Clear all filters
creators-crumb = Creators
creators-about = About
creators-works = Work
creators-works-none = No public work yet
creators-channels = Channels
creators-channels-none = No channels stated yet.
creators-followers = { $n } followers
creators-languages = Works in
creators-joined = On V-Task since
creators-deals = Deals done
creators-bio-none = Nothing written yet.
creators-edit = Edit profile
creators-see = See public page
creators-profile-title = Your profile
creators-profile-text = Everybody can see this. Merchants read it before they choose.
creators-nav = Profile
creators-nav-words = Words
creators-nav-channels = Channels
creators-nav-works = Portfolio
creators-field-name = Name
creators-name-hint = As merchants and readers know you.
creators-field-bio = About you
creators-bio-hint = What you make, for whom, how you work. The first line stands in the list.
creators-field-tags = Topics
creators-tags-hint = Up to { $max }, apart by commas: tea, still life, natural light.
creators-field-languages = Languages you work in
creators-save = Save
creators-channels-text = Where people follow you. Each shows the day on which you stated it.
creators-field-platform = Platform
creators-field-handle = Your name there
creators-field-url = Address
creators-url-hint = The full address of your page there.
creators-field-followers = Followers
creators-channel-add = Add channel
creators-channel-remove = Remove { $name }
creators-channels-full = Your profile has no room for more channels. Remove one to add another.
creators-works-text = Up to { $max } pieces of your own work: pictures (JPEG, PNG, WebP, GIF), and up to { $films } films (MP4, WebM, { $mib } MiB each). Visitors see a smaller copy of a picture, without camera or place data.
creators-films-clean = A film is shown once the camera and place data are taken out of it.
creators-films-plain = A film is shown exactly as you send it, with whatever your camera wrote into it.
creators-film-alt = Film: { $title }
creators-film-waiting = Film · being prepared, only you can see it
creators-film-shown = Film
creators-film-unreadable = Film · could not be read, only you can see it. Remove it and send it as MP4 (H.264) or WebM.
creators-field-file = Picture or film
creators-field-work-title = What it shows
creators-work-add = Add to portfolio
creators-work-remove = Remove { $name }
creators-work-hide = Hide { $name }
creators-work-show = Show { $name } again
creators-work-is-hidden = Hidden · only you can see it
creators-works-full = Your portfolio is full. Remove a piece to add another.

flash-creators-saved = Your profile is saved.
flash-creators-channel-added = The channel is on your profile.
flash-creators-channel-removed = The channel is gone from your profile.
flash-creators-work-added = It is in your portfolio.
flash-creators-work-hidden = It is hidden: nobody else finds it, also not in bids that show it.
flash-creators-work-shown = It is shown again.
flash-creators-work-removed = It is gone from your portfolio.

error-tag = Use at most { $max } characters for a topic.
refusal-creator-too-many-channels = A profile has room for { $max } channels. Remove one first.
refusal-creator-too-many-works = A portfolio has room for { $max } pieces. Remove one first.
refusal-creator-too-many-films = A portfolio has room for { $max } films. Remove one first.
error-work-too-large = { $name }: too large. A film may have 100 MiB, a picture 64 MiB and 50 megapixels.
