-- What was issued for a site or a meter is asked of whoever applies with it later, so a site is found by its name also where its project
-- has let it go.
CREATE INDEX project_site_key ON project_site (key_kind, key_value);
