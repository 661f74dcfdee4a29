## The API's page

docs-title = API for programs
docs-intro = What a person can do here, a program with that person's token can do as well, by the same rules. Every door, field, answer and refusal below is taken from the program itself.
docs-base = Base address
docs-file = OpenAPI 3.1
docs-token = A program carries a token of its owner.
docs-token-link = Make one in the settings
docs-scope = Scope
docs-parameters = Parameters
docs-name = Name
docs-place = Where
docs-kind = Type
docs-about = Meaning
docs-body = Body
docs-calls = Calls
docs-problems = Refusals
docs-try = Try it
docs-try-token = Token for trying; it stays on this page
docs-try-send = Send
docs-to-api = Read about the API
docs-foot = API
