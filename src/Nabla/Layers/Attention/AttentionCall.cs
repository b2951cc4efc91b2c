namespace Nabla.Layers;

/// <summary>Switches of a call of an attention layer.</summary>
/// <param name="UseCausalMask">Whether a target sees only sources up to its own place.</param>
/// <param name="ReturnAttentionScores">Whether the weights of the sources are given too.</param>
public sealed record AttentionCall(bool UseCausalMask = false, bool ReturnAttentionScores = false);
