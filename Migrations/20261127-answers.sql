-- The employer's answer: what was chosen waits with its code, and what an answer makes of its request stands here once.
set role vakka_owner;

alter table consent_code
  add column step text not null default 'decision' check (step in ('decision', 'delegation', 'withdrawal')),
  add column chosen text not null default '' check (octet_length(chosen) <= 8000);
comment on table consent_code is
  'The code from the second mail, bound to the browser that asked for it, with what was chosen there.';

create trigger carrying after insert on consent_decision for each row
  when (current_user = 'vakka_app') execute function carry_decision();

reset role;
