namespace Nabla.Summaries;

/// <summary>A point of a drawing in ranks: a box, or a bend where an edge passes a rank.</summary>
/// <param name="breadth">Its extent along the rank.</param>
/// <param name="depth">Its extent from rank to rank.</param>
/// <param name="isBend">Whether it is a bend.</param>
sealed class LayeredNode(double breadth, double depth, bool isBend)
{
    public double Breadth => breadth;

    public double Depth => depth;

    public bool IsBend => isBend;

    /// <summary>The rank, counted from 0.</summary>
    public int Rank { get; set; }

    /// <summary>Its number within the rank.</summary>
    public int Place { get; set; }

    /// <summary>Where its middle lies along the rank.</summary>
    public double At { get; set; }

    /// <summary>Where it is to lie as part of a straight row, and how much that counts; null where it is part of none.</summary>
    public (double At, double Weight)? Wish { get; set; }

    /// <summary>Pieces of edges to the rank above.</summary>
    public List<LayeredSegment> Above { get; } = [];

    /// <summary>Pieces of edges to the rank below.</summary>
    public List<LayeredSegment> Below { get; } = [];
}

/// <summary>A piece of an edge between neighbouring ranks.</summary>
/// <param name="Upper">Where it begins.</param>
/// <param name="Lower">Where it ends.</param>
/// <param name="UpperPort">How far from the middle of the upper node it begins.</param>
/// <param name="LowerPort">How far from the middle of the lower node it ends.</param>
sealed record LayeredSegment(LayeredNode Upper, LayeredNode Lower, double UpperPort, double LowerPort);
