namespace Nabla.Regularizers;

/// <summary>What <see cref="OrthogonalRegularizer"/> compares.</summary>
public enum OrthogonalMode
{
    /// <summary>Rows.</summary>
    Rows,

    /// <summary>Columns.</summary>
    Columns,
}
