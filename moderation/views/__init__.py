"""The pages of moderation, a file for whom or what they are about. Translate in, one call, translate out."""
