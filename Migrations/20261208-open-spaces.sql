-- The front page leads to every organisation that anybody may read of, not to providers alone.
set role vakka_accounts;

drop function if exists accounts.providers();
