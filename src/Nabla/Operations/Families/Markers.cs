namespace Nabla.Operations;

/// <summary>A formula that is flat almost everywhere (floor, round …): no gradient flows through it, as in TensorFlow.</summary>
public interface IFlat
{
}

/// <summary>A formula whose slope is not known in closed form here; asking for its gradient is an error that names it.</summary>
public interface INotDifferentiable
{
}

/// <summary>A formula that unsigned numbers do not have: negation.</summary>
public interface ISigned
{
}

/// <summary>A formula whose slope is told by its value alone: where y is, the slope at x and at y are the same.</summary>
public interface ISlopeFromValue
{
}
