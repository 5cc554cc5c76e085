"""The engines that the contract is held by, for each of its files."""

from tests.index.searchable.test_contract import asked, published

__all__ = ["asked", "published"]
