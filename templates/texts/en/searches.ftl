# Saved searches.
searches-title = Saved searches
searches-text = Looked at once a day; you hear when something new fits.
searches-save = Save this search and hear of new briefs
searches-saved = Saved. You hear of new briefs once a day at most.
searches-removed = Removed.
searches-remove = Remove “{ $name }”
searches-none = No saved searches yet
searches-none-text = Search or filter the list of briefs, then save it.
refusal-search-too-many = You can keep { $max } searches. Remove one first.
