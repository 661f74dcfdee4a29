# Words of impressions: how often newcomers were shown.
impressions-lists = Which lists are counted
impressions-list-browse = This list of creators
impressions-list-fits = Creators who fit a brief, as its merchant reads them
impressions-list-for_you = “Briefs for you” on the workbench, by who read it
impressions-list-invited = Creators whom a merchant invited, as the merchant reads them
impressions-list-words = Creators found by words
impressions-list-plan = Creators whom a campaign plan proposes
impressions-share = { $percent }% of { $n } places, { $from } to { $to }
impressions-note = Places are counted by list and day; nobody records who saw whom. The share for newcomers is kept in this list and among the creators who fit a brief; a search goes by its words alone, a plan by the people it reaches.
