namespace Nabla.Layers;

/// <summary>A layer whose main weight may have two trained factors added to it (LoRA).</summary>
internal interface ILowRank
{
    /// <summary>The weight, the factors, and what their product is scaled by; null where there are none.</summary>
    (Variable Weight, Variable A, Variable B, double Scale)? LowRank { get; }
}
