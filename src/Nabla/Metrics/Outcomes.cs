namespace Nabla.Metrics;

/// <summary>Predictions of a batch that were decided by thresholds, beside the truth.</summary>
/// <param name="labels">Truth values, [n].</param>
/// <param name="chosen">Whether each prediction is above each threshold, [thresholds, n].</param>
/// <param name="weights">Weights of the predictions, [n]; null for ones.</param>
/// <param name="type">The type in which is counted.</param>
sealed class Outcomes(Tensor labels, Tensor chosen, Tensor? weights, ElementType type)
{
    /// <summary>How many predictions of a kind of label were chosen, or not, for each threshold.</summary>
    internal Tensor Count(bool label, bool isChosen)
    {
        var hit = (label ? labels : labels.LogicalNot()).LogicalAnd(isChosen ? chosen : chosen.LogicalNot()).Cast(type);
        return (weights is null ? hit : hit * weights).Sum(-1);
    }
}
