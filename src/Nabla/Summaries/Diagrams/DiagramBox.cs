namespace Nabla.Summaries;

/// <summary>A box of a diagram: a title with rows of cells below it, or around a diagram.</summary>
/// <param name="title">Stands on top.</param>
/// <param name="rows">Rows of cells below the title.</param>
/// <param name="color">The colour of the title's field, or of the frame.</param>
/// <param name="inner">What lies inside.</param>
sealed class DiagramBox(string title, IReadOnlyList<IReadOnlyList<DiagramCell>> rows, PlotColor color, Diagram? inner = null)
{
    public const double TitleSize = 13.5, TextSize = 12, TitleHeight = 27, RowHeight = 23, Padding = 12;

    // Fonts differ: the widest usual ones need this much more than the strokes that dots are drawn with.
    const double TitleSpread = 1.2, TextSpread = 1.13, Margin = 20, Least = 84, LoopRoom = 26;

    public string Title => title;

    public IReadOnlyList<IReadOnlyList<DiagramCell>> Rows => rows;

    public PlotColor Color => color;

    public Diagram? Inner => inner;

    /// <summary>Whether an edge leads from it to itself, for which there is room on its sides.</summary>
    public bool HasLoop { get; set; }

    public double Width { get; } = inner is null
        ? Math.Ceiling(Math.Max(Least, Math.Max(TitleWidth(title), rows.Select(row => row.Sum(CellWidth) - Margin).DefaultIfEmpty().Max()) + Margin))
        : Math.Ceiling(Math.Max(inner.Width + (2 * Padding), TitleWidth(title) + (2 * Padding)));

    public double Height { get; } = inner is null ? TitleHeight + (rows.Count * RowHeight) : Math.Ceiling(inner.Height + TitleHeight + Padding);

    /// <summary>The room that it takes along a rank beside its extent, on each side.</summary>
    public double SideRoom => HasLoop ? LoopRoom : 0;

    /// <summary>Where it stands.</summary>
    public PlotBox Place { get; set; }

    /// <summary>Where the diagram inside begins, from the upper left corner.</summary>
    public PlotPoint InnerStart => new((Width - inner!.Width) / 2, TitleHeight);

    /// <summary>The width that a cell needs.</summary>
    public static double CellWidth(DiagramCell cell) => (StrokeFont.Width(cell.Text, TextSize) * TextSpread) + Margin;

    /// <summary>The width that a title needs.</summary>
    public static double TitleWidth(string title) => StrokeFont.Width(title, TitleSize) * TitleSpread;
}

/// <summary>A field in a row of a box.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Fill">Its ground, with white text; white with dark text by default.</param>
sealed record DiagramCell(string Text, PlotColor? Fill = null);
