"""A campaign was started by somebody, and ends when its months are in."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="ended_campaign_collects_nothing",
        says="when a campaign has ended no month of it is still collected",
        sql="""
            SELECT merge.id, merge.year, merge.month FROM rectification_returns_monthlymerge AS merge
            JOIN rectification_campaigns_campaign AS campaign
                ON campaign.bureau_id = merge.bureau_id AND campaign.id = merge.campaign_id
            WHERE campaign.status IN ('continued', 'closed') AND merge.status = 'collecting' ORDER BY merge.id
        """,
    ),
    Invariant(
        name="campaign_of_its_year",
        says="a campaign begins in its year and ends after its beginning",
        sql="""
            SELECT id, year, starts_on, ends_on FROM rectification_campaigns_campaign
            WHERE extract(year FROM starts_on) <> year OR ends_on <= starts_on OR form_title = '' ORDER BY id
        """,
    ),
    told("rectification_campaigns_campaign", "campaign", first="draft"),
]
