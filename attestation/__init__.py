"""The procedure: campaigns, orders, commissions, lists, cards, rights, result lists, terms."""
