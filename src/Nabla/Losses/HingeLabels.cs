namespace Nabla.Losses;

/// <summary>Labels for hinge losses.</summary>
static class HingeLabels
{
    /// <summary>−1 and 1 for labels 0 and 1, where every label is one of these; others stay.</summary>
    internal static Tensor Of(Tensor t) => Tensor.Where(t.Equal(0).LogicalOr(t.Equal(1)).All(), (t * 2) - 1, t);
}
